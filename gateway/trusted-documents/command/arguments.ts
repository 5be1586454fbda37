import { parseArgs } from 'node:util';

/** What `npm run trusted-documents` is asked. */
export type CommandOptions =
  | { command: 'help' }
  | { command: 'make'; sources: readonly string[] }
  | { command: 'check'; file: string; supergraphFile: string; introspection: boolean; json: boolean };

export const usage = `npm run -s trusted-documents -- COMMAND [OPTIONS]

Makes and checks the manifest of documents that frontends may ask.

  make SOURCE... > FILE   a manifest of documents, in Apollo's format. A source is a .graphql file, a folder of them, or
                          another manifest (.json). A file holds one operation, with a name, and the fragments that it uses;
                          its text is what may be asked, to the letter, and its SHA-256 is the id
  check FILE              would the gateway start with this manifest? If not: which documents, and why

  --supergraph FILE       the graph to check against (default: schema/supergraph.graphql)
  --introspection         documents may ask for the schema, as at a gateway that is not in production
  --json                  what check finds, as JSON
  --help                  this text

The limits that documents are held to are those of OPERATION_LIMITS, if it is set. Exit code 0: all is well; 1: something is
wrong with a document or manifest; 2: wrong arguments. More: docs/trusted-documents.md.
`;

/** What the command line asks, or what is wrong with it. */
export function parseCommand(args: readonly string[]): CommandOptions | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        supergraph: { type: 'string' },
        introspection: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [command, ...named] = positionals;
    if (values.help || command === 'help') return { command: 'help' };
    if (command === 'make')
      return makeOf(
        named,
        Object.keys(values).filter((name) => values[name as 'json']),
      );
    if (command !== 'check') {
      return { wrong: command === undefined ? 'which command?' : `there is no command "${command}"` };
    }
    const [file, ...more] = named;
    if (file === undefined || more.length > 0) return { wrong: 'check takes one FILE' };
    return { command, file, supergraphFile: values.supergraph ?? 'schema/supergraph.graphql', ...values };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

function makeOf(sources: readonly string[], given: readonly string[]): CommandOptions | { wrong: string } {
  const [first] = given;
  if (first !== undefined) return { wrong: `make has no option --${first}` };
  return sources.length === 0 ? { wrong: 'make takes one SOURCE or more' } : { command: 'make', sources };
}
