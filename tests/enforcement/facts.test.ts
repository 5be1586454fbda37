import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addLargeTeam, largeTeam } from '../client-view/large-team.ts';
import { createWorld, type World } from '../support/world.ts';
import { act, askAbout, idOf } from './ask-about.ts';

const size = 100;

let world: World;
let ids: string[];
beforeAll(async () => {
  // A busy machine must not turn a large answer into a missing part.
  world = await createWorld();
  ids = await addLargeTeam(world.databaseUrl, size);
});
afterAll(() => world[Symbol.asyncDispose]());

/** Of how many clients each read of facts was, since the test began. */
let reads: number[];
beforeEach(() => {
  reads = [];
  const query = pg.Pool.prototype.query;
  // Only the gateway asks a pool by a name; the subgraphs' queries go another way.
  vi.spyOn(pg.Pool.prototype, 'query').mockImplementation(function (this: pg.Pool, ...args: unknown[]) {
    const [asked] = args as [{ name?: string; values?: [string[]] } | string];
    if (typeof asked === 'object' && asked.name === 'facts-of-clients') reads.push(asked.values?.[0].length ?? 0);
    return Reflect.apply(query, this, args);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const dossiers =
  'workAndIncome { reference } wmo { reference } housing { reference } insurance { reference } cjib { reference }';
const caseload = {
  query: `query ($team: ID!) { team(id: $team) { clients(first: ${size}) { id name { full } ${dossiers} household { id ${dossiers} } overview { totals { debts } } } } }`,
  variables: { team: largeTeam },
};

async function askCaseload(): Promise<void> {
  const { data, errors } = await world.ask(caseload.query, { variables: caseload.variables });
  expect(errors).toBeUndefined();
  expect((data as { team: { clients: unknown[] } }).team.clients).toHaveLength(size);
}

describe('what is decided by', () => {
  test('is read once for a caseload of a hundred with their households, and not again', async () => {
    await askCaseload();
    expect(reads).toEqual([2 * size]);
    await askCaseload();
    await world.ask('query ($ids: [ID!]!) { clients(ids: $ids) { id cjib { reference } } }', { variables: { ids } });
    expect(reads).toEqual([2 * size]);
  });

  test('is read again of who has changed, and of nobody else', async () => {
    await askCaseload();
    reads = [];
    await withOwner((owner) =>
      owner.query('update casework.links set pseudonym = pseudonym where client_id = $1', [ids[0]]),
    );
    await vi.waitFor(
      async () => {
        await world.ask('query ($ids: [ID!]!) { clients(ids: $ids) { id } }', { variables: { ids } });
        expect(reads).toEqual([1]);
      },
      { timeout: 10_000 },
    );
  });

  test('is not kept of an id that nobody has', async () => {
    const unknown = 'query ($id: ID!) { client(id: $id) { id } }';
    for (let round = 0; round < 3; round += 1) await world.ask(unknown, { variables: { id: 'nobody' } });
    expect(reads).toEqual([1, 1, 1]);
  });

  test('is not read for what is about nobody, nor for a purpose that allows nothing', async () => {
    await world.ask('{ teams { name } partners { name contactPersons { name } } }');
    await askAbout(world, 'ria', 'name { full }', { purpose: null });
    expect(reads).toEqual([]);
  });

  test('is read once for a client and for all that is asked after an act of them', async () => {
    const input = { clientId: idOf('bep'), reason: 'Hulp is afgerond' };
    await act(world, 'endCaseRelation', input, { client: `household { ${dossiers} } ${dossiers}` });
    expect(reads).toHaveLength(1);
  });
});

async function withOwner(run: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const owner = new pg.Client(world.databaseUrl);
  await owner.connect();
  try {
    await run(owner);
  } finally {
    await owner.end();
  }
}
