import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { GraphQLError, Kind, parse } from 'graphql';
import { type Logger, pino } from 'pino';
import { KorteLijnenError } from '../../gateway/errors.ts';
import { createFederationGateway } from '../../gateway/federation-gateway.ts';
import { createGraphqlServer } from '../../gateway/http/graphql-server.ts';
import { type Listening, listen } from '../../gateway/http/listen.ts';
import { loadSupergraph } from '../../gateway/plan/load-supergraph.ts';
import { organisationOf, testActor } from './federation.ts';

const usage = `node tests/support/serve-supergraph.ts FILE PORT

Serves any supergraph at http://127.0.0.1:PORT/graphql with the gateway's own planner, executor and HTTP edge. For conformance
runs: everyone may see everything, nothing is signed or recorded, and subgraphs are called at the urls in the file.

  FILE     a composed supergraph
  PORT     0 to 65535; 0 takes any free one
  --help   this text

Ends with 0 when it is stopped, 1 for a file or port that cannot be used, 2 for a wrong command line.
`;

/** A file that cannot be served, and why, for a person to read. */
export class NoSupergraphError extends Error {}

export interface ServeOptions {
  sdl: string;
  /** 0 for any free port. */
  port: number;
  /** Default: silent. */
  log?: Logger;
}

/**
 * Serves a supergraph: the gateway's planner, executor and HTTP edge, with everything allowed to everyone.
 *
 * @throws {NoSupergraphError} for a text that is no supergraph, or that does not say where its subgraphs are
 * @throws {PortTakenError} when another program has the port
 */
export async function serveSupergraph(options: ServeOptions): Promise<Listening> {
  const { sdl, port, log = pino({ level: 'silent' }) } = options;
  const limits = { timeoutMs: 30_000, maxResponseBytes: 50_000_000 };
  const organisations = readAddresses(sdl).map(({ name, url }, index) => organisationOf(name, index, url, limits));
  const gateway = createFederationGateway({ supergraph: { sdl }, organisations });
  const server = createGraphqlServer({ gateway, introspection: true, log });
  await server.start();
  try {
    const listening = await listen({
      host: '127.0.0.1',
      port,
      verifier: { verify: async () => testActor },
      server,
      known: gateway,
      graphiql: false,
      ready: async () => ({ checks: { schema: gateway.isReady } }),
      log,
    });
    return { url: listening.url, close: () => listening.close().then(() => server.stop()) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Where a supergraph says that its subgraphs are. */
function readAddresses(sdl: string): { name: string; url: string }[] {
  try {
    loadSupergraph(sdl);
  } catch (error) {
    throw new NoSupergraphError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const graphs = parse(sdl, { noLocation: true }).definitions.find(
    (node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph',
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return values.map(({ directives = [] }) => {
    const given = directives.find(({ name }) => name.value === 'join__graph')?.arguments ?? [];
    const text = (key: string): string => {
      const value = given.find(({ name }) => name.value === key)?.value;
      return value?.kind === Kind.STRING ? value.value : '';
    };
    const [name, url] = [text('name'), text('url')];
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
      throw new NoSupergraphError(`the subgraph "${name}" has no http url, but "${url}"`);
    }
    return { name, url };
  });
}

function readArguments(args: string[]): { help: boolean; file: string; port: number } | { wrong: string } {
  try {
    const options = { help: { type: 'boolean', short: 'h', default: false } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [file, port, ...more] = positionals;
    if (values.help) return { help: true, file: '', port: 0 };
    if (file === undefined || port === undefined || more.length > 0) return { wrong: 'expected a FILE and a PORT' };
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
      return { wrong: `expected a port, 0 to 65535, found "${port}"` };
    return { help: false, file, port: Number(port) };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

async function main(): Promise<number | null> {
  const args = readArguments(process.argv.slice(2));
  if ('wrong' in args) {
    console.error(`serve-supergraph: ${args.wrong}\n\n${usage}`);
    return 2;
  }
  if (args.help) {
    console.log(usage);
    return 0;
  }
  const { file, port } = args;
  try {
    const log = pino({ level: 'error', base: null }, pino.destination(2));
    const { url, close } = await serveSupergraph({ sdl: readFileSync(file, 'utf8'), port, log });
    console.log(`serve-supergraph: up at ${url}/graphql`);
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => close().then(() => process.exit(0)));
    return null;
  } catch (error) {
    console.error(`serve-supergraph: ${mendable(file, error)}`);
    return 1;
  }
}

// What a person can mend is one line; anything else is a fault, and shows where it stands.
function mendable(file: string, error: unknown): string {
  if (error instanceof NoSupergraphError) return `${file} is no supergraph that can be served: ${error.message}`;
  if (error instanceof KorteLijnenError || error instanceof GraphQLError) return error.message;
  if (error instanceof Error && 'syscall' in error) return error.message;
  return String(error instanceof Error ? error.stack : error);
}

if (import.meta.main) process.exitCode = (await main()) ?? undefined;
