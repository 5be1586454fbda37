import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFederationGateway } from '../../gateway/federation-gateway.ts';
import { ask, composeSupergraph, organisationOf, startServer } from '../support/federation.ts';
import { startSubgraph, type TestSubgraph } from '../support/subgraph.ts';

const typeDefs = {
  before: 'type Query { word: String  old: String }',
  after: 'type Query { word: String  fresh: String }',
};

let subgraph: TestSubgraph;
let folder: string;
let file: string;
let server: Awaited<ReturnType<typeof startServer>>;
let logged: string[];
let said: string[];

const sdl = (version: keyof typeof typeDefs) =>
  composeSupergraph({ words: { typeDefs: typeDefs[version], url: subgraph.url } });

beforeEach(async () => {
  // It answers both versions: which fields can be asked is the supergraph's to say.
  subgraph = await startSubgraph('type Query { word: String  old: String  fresh: String }', {
    Query: { word: () => 'word', old: () => 'old', fresh: () => 'fresh' },
  });
  folder = await mkdtemp(join(tmpdir(), 'korte-lijnen-swap-'));
  file = join(folder, 'supergraph.graphql');
  await writeFile(file, sdl('before'));
  logged = [];
  said = [];
  const log = (message: string) => void logged.push(message);
  const organisations = [organisationOf('words', 0, subgraph.url, { timeoutMs: 20_000 })];
  server = await startServer(
    createFederationGateway({
      supergraph: { file },
      organisations,
      links: null,
      log: { debug() {}, info: (message) => void said.push(message), warn: log, error: log },
    }),
  );
});

afterEach(async () => {
  await server.stop();
  await subgraph.close();
  await rm(folder, { recursive: true });
});

const answers = async (query: string) => (await ask(server, { query })).data ?? null;

const untilFresh = () => expect.poll(() => answers('{ fresh }'), { timeout: 10_000 }).toEqual({ fresh: 'fresh' });

describe('the supergraph’s file', () => {
  test('changes: new requests use the new one, and a field that is gone is refused', async () => {
    expect(await answers('{ word old }')).toEqual({ word: 'word', old: 'old' });
    await writeFile(file, sdl('after'));
    await untilFresh();
    expect(await answers('{ word }')).toEqual({ word: 'word' });
    expect((await ask(server, { query: '{ word old }' })).errors?.[0]?.extensions?.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  test('changes: a request that runs ends on the plan it began with', async () => {
    const gate = Promise.withResolvers<void>();
    subgraph.behave({ after: gate.promise });
    const running = ask(server, { query: '{ word old }' });
    await expect.poll(() => subgraph.requests.length).toBe(1);
    subgraph.behave('well');
    await writeFile(file, sdl('after'));
    await untilFresh();
    gate.resolve();
    expect(await running).toMatchObject({ data: { word: 'word', old: 'old' } });
  });

  test('is replaced by renaming another over it, twice', async () => {
    for (const version of ['after', 'before', 'after'] as const) {
      await writeFile(`${file}.new`, sdl(version));
      await rename(`${file}.new`, file);
      const [query, field] = version === 'after' ? ['{ fresh }', 'fresh'] : ['{ old }', 'old'];
      await expect.poll(() => answers(query), { timeout: 10_000 }).toEqual({ [field]: field });
    }
  });

  test.each([
    ['no GraphQL', 'this is { no supergraph'],
    ['a schema that is no supergraph', 'type Query { word: String  fresh: String }'],
    ['half a supergraph', () => sdl('after').slice(0, -40)],
  ])(
    'is broken (%s): the old one stays in force, it is logged, and the next good one is taken',
    async (_name, broken) => {
      await writeFile(file, typeof broken === 'string' ? broken : broken());
      await expect.poll(() => logged.length, { timeout: 10_000 }).toBeGreaterThan(0);
      expect(await answers('{ word old }')).toEqual({ word: 'word', old: 'old' });
      await writeFile(file, sdl('after'));
      await untilFresh();
    },
  );

  test('comes again with another word on what a feature is for: the graph is the same, and so is what is planned', async () => {
    const guarded = `${typeDefs.after.slice(0, -1)} guarded: String @policy(policies: [["case"]]) }`;
    const graph = composeSupergraph({ words: { typeDefs: guarded, url: subgraph.url } });
    const another = graph.replace(', for: SECURITY', '');
    expect(another).not.toBe(graph);
    await writeFile(file, graph);
    await untilFresh();
    await writeFile(file, another);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await answers('{ fresh }')).toEqual({ fresh: 'fresh' });
    expect(said.filter((line) => line.startsWith('The supergraph has changed'))).toHaveLength(1);
  });

  test('is removed: the old one stays in force', async () => {
    await rm(file);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await answers('{ old }')).toEqual({ old: 'old' });
    await writeFile(file, sdl('after'));
    await untilFresh();
  });
});

test('a gateway does not start on a broken supergraph', async () => {
  const gateway = createFederationGateway({
    supergraph: { sdl: 'type Query { a: Int }' },
    organisations: [],
    links: null,
  });
  await expect(startServer(gateway)).rejects.toThrow();
});
