import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export interface ComposeOptions {
  /** Only say whether the committed supergraph is right; write nothing. */
  check: boolean;
  help: boolean;
  json: boolean;
  verbose: boolean;
  /** Where the schemas stand and the supergraph goes. */
  directory: string;
}

export const usage = `npm run compose [-- OPTIONS]

Composes the partner contract and the six role schemas into supergraph.graphql.

  --check      write nothing; fail when supergraph.graphql is not what the schemas give
  --dir DIR    where the schemas stand (default: schema)
  --json       print the outcome as JSON
  --verbose    also print the remarks that follow from the partner contract itself
  --help       this text

Fails (exit code 1) on a composition error, on a field that can be reached from Client without a @policy category, on a
category that does not exist, and on a partner role with a root field, with a field on Client that is not a list, or with
an entity whose key is neither Client's id nor an oin. Exit code 2: wrong arguments.
`;

/** What the command line asks, or what is wrong with it. */
export function parseComposeArguments(args: readonly string[]): ComposeOptions | { wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        dir: { type: 'string', default: fileURLToPath(new URL('.', import.meta.url)) },
      },
    });
    const { dir: directory, ...flags } = values;
    return { ...flags, directory };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
