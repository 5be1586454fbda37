import { readFileSync } from 'node:fs';
import { operationFromDocument } from '@apollo/federation-internals';
import type { PlanNode } from '@apollo/query-planner';
import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FactsSource } from '../../gateway/consent/facts-source.ts';
import { loadRegister } from '../../gateway/consent/load-register.ts';
import { RegisterAccess } from '../../gateway/consent/register-access.ts';
import { createFederationGateway } from '../../gateway/federation-gateway.ts';
import { loadSupergraph } from '../../gateway/plan/load-supergraph.ts';
import { connectDatabase } from '../../gateway/store/database.ts';
import { databaseFacts } from '../../gateway/store/facts.ts';
import { committedRegister } from '../../schema/register.ts';
import { ask, startServer } from '../support/federation.ts';
import { testSigner } from '../support/sign-test-call.ts';
import { createWorld, debtAssistance, type World } from '../support/world.ts';
import { addLargeTeam, largeTeam } from './large-team.ts';

const size = 50;
const register = loadRegister(committedRegister);
const sdl = readFileSync('schema/supergraph.graphql', 'utf8');

let world: World;
let ids: string[];
beforeAll(async () => {
  // A busy machine must not turn a large answer into a missing part.
  world = await createWorld();
  ids = await addLargeTeam(world.databaseUrl, size);
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.forget();
});

const dossier = `fragment D on PartnerDossier {
  organisation { oin name } reference
  contactPersons { name deputy { name } mandate { maxFreezeDays escalatesTo { name } } }
  debts { id outstandingCents surcharges { amountCents } } debtFreezes { until debtIds } paymentArrangements { monthlyCents debtIds }
}`;
const all = `workAndIncome { ...D benefits { kind } extraAttention } wmo { ...D provisions { kind } ownContribution { waived } }
  housing { ...D tenancy { rentCents } eviction { date } } insurance { ...D policy { premiumCents } }
  cjib { ...D fines { debtId increases { undone } } emergencyStop { until } }`;

const flat = `query ($ids: [ID!]!) { clients(ids: $ids) { id name { full } ${all} } } ${dossier}`;
const overviews = `query ($ids: [ID!]!) { clients(ids: $ids) { id ${all} overview { totals { outstandingCents } missing { reason } } } } ${dossier}`;
const nested = `query ($team: ID!, $first: Int) { team(id: $team) { name clients(first: $first) { id ${all} household { id name { full } ${all} } } } } ${dossier}`;

/** How many fetches a plan has, by role. */
function fetches(query: string): Map<string, number> {
  const supergraph = loadSupergraph(sdl);
  const { node } = supergraph.planner.buildQueryPlan(operationFromDocument(supergraph.plannerApiSchema, parse(query)));
  const counts = new Map<string, number>();
  const count = (planned: PlanNode): void => {
    switch (planned.kind) {
      case 'Fetch':
        counts.set(planned.serviceName, (counts.get(planned.serviceName) ?? 0) + 1);
        return;
      case 'Flatten':
        count(planned.node);
        return;
      case 'Sequence':
      case 'Parallel':
        for (const child of planned.nodes) count(child);
        return;
      default:
        throw new Error(`a plan of the caseload has no ${planned.kind}`);
    }
  };
  if (node?.kind === 'Subscription' || !node) throw new Error('no plan');
  count(node);
  return counts;
}

/** Holds the calls of the last operation against its plan. */
function expectOneCallAFetch(query: string): void {
  const planned = fetches(query);
  const calls = Map.groupBy(world.calls, ({ oin }) => oin);
  for (const { oin, role, name } of world.organisations) {
    expect(calls.get(oin)?.length ?? 0, `calls to ${name}`).toBeLessThanOrEqual(planned.get(role) ?? 0);
  }
}

type Sent = { id: string }[];
const sent = (body: string): Sent =>
  (JSON.parse(body) as { variables: { representations?: Sent } }).variables.representations ?? [];

interface Dossiers {
  id: string;
  housing: { reference: string; organisation: { oin: string } }[];
  insurance: unknown[];
  workAndIncome: unknown[];
  wmo: unknown[];
  cjib: unknown[];
}

function expectWhole(clients: readonly Dossiers[]): void {
  expect(clients).toHaveLength(size);
  clients.forEach(({ id, ...dossiers }, number) => {
    expect(id).toBe(ids[number]);
    expect(dossiers.housing).toHaveLength(number % 3 === 0 ? 2 : 1);
    const { workAndIncome, wmo, insurance, cjib } = dossiers;
    expect([workAndIncome, wmo, insurance, cjib].map(({ length }) => length)).toEqual([1, 1, 1, 1]);
  });
}

describe('a caseload of fifty clients with all dossiers', () => {
  test('takes one call to each organisation for each fetch, and gives everyone their own', async () => {
    const { data, errors } = await world.ask(flat, { variables: { ids } });
    expect(errors).toBeUndefined();
    const clients = (data as { clients: Dossiers[] }).clients;
    expectWhole(clients);
    const references = clients.flatMap(({ id, housing }) =>
      housing.map(({ reference }) => [reference.slice(-4), id.slice(-4)]),
    );
    for (const [reference, id] of references) expect(reference).toBe(id);
    expectOneCallAFetch(flat);
    expect(fetches(flat).get('housing')).toBe(1);
    const asked = (role: string) =>
      new Set(world.calls.filter((call) => call.role === role).map(({ oin }) => oin)).size;
    expect([asked('housing'), asked('insurer'), asked('work-and-income'), asked('wmo'), asked('cjib')]).toEqual([
      4, 3, 2, 2, 1,
    ]);
    expect(world.calls).toHaveLength(1 + 4 + 3 + 2 + 2 + 1);
  });

  test('asks an organisation only about those whom it knows, each once', async () => {
    await world.ask(flat, { variables: { ids } });
    const toHousing = world.calls.filter(({ role }) => role === 'housing').map(({ body }) => sent(body));
    expect(toHousing.flat()).toHaveLength(size + Math.ceil(size / 3));
    for (const representations of toHousing) {
      expect(new Set(representations.map(({ id }) => id)).size).toBe(representations.length);
      expect(representations.length).toBeLessThan(size);
    }
  });

  test('with their overviews: still one call a fetch', async () => {
    const { data, errors } = await world.ask(overviews, { variables: { ids } });
    expect(errors).toBeUndefined();
    const clients = (
      data as { clients: (Dossiers & { overview: { missing: unknown[]; totals: { outstandingCents: number } } })[] }
    ).clients;
    expectWhole(clients.map(({ overview: _overview, ...client }) => client));
    expect(clients.every(({ overview }) => overview.missing.length === 0 && overview.totals.outstandingCents > 0)).toBe(
      true,
    );
    expectOneCallAFetch(overviews);
    expect(world.calls).toHaveLength(2 + 4 + 3 + 2 + 2 + 1);
  });

  test('by team, with households: one call a fetch, everyone whole', async () => {
    const { data, errors } = await world.ask(nested, { variables: { team: largeTeam, first: size } });
    expect(errors).toBeUndefined();
    const { clients } = (data as { team: { clients: (Dossiers & { household: Dossiers[] })[] } }).team;
    expectWhole(clients.map(({ household: _household, ...client }) => client));
    for (const { household } of clients) {
      expect(household).toMatchObject([{ housing: [{}], insurance: [{}], workAndIncome: [], wmo: [], cjib: [] }]);
    }
    expectOneCallAFetch(nested);
  });
});

test('a client at many places of an operation is sent once a fetch', async () => {
  // Everyone twice as a client, and once more as the housemate of a housemate.
  const query = `query ($ids: [ID!]!) { clients(ids: $ids) { id housing { reference } household { household { id housing { reference } } } } }`;
  const { data, errors } = await world.ask(query, { variables: { ids: [...ids, ...ids] } });
  expect(errors).toBeUndefined();
  type Housed = { id: string; housing: { reference: string }[] };
  const clients = (data as { clients: (Housed & { household: { household: Housed[] }[] })[] }).clients;
  expect(clients).toHaveLength(2 * size);
  for (const { id, housing, household } of clients) expect(household).toEqual([{ household: [{ id, housing }] }]);
  expectOneCallAFetch(query);
  for (const { role, body } of world.calls) {
    if (role !== 'housing') continue;
    const names = sent(body).map(({ id }) => id);
    expect(new Set(names).size).toBe(names.length);
  }
});

describe('what is decided by', () => {
  /** The gateway over the same world, with its reads of facts counted: how many clients each read was about. */
  async function reads(query: string, variables: Record<string, unknown>): Promise<number[]> {
    await using stack = new AsyncDisposableStack();
    const pool = stack.adopt(connectDatabase(world.databaseUrl), (opened) => opened.end());
    const stored = databaseFacts(pool);
    const counted: number[] = [];
    const facts: FactsSource = {
      factsOf: (clientIds) => {
        counted.push(clientIds.length);
        return stored.factsOf(clientIds);
      },
    };
    const gateway = createFederationGateway({
      supergraph: { sdl },
      organisations: world.organisations,
      access: (context) => new RegisterAccess(register, facts, { ...context, purpose: debtAssistance }, Date.now()),
      signCall: testSigner,
    });
    const server = stack.adopt(await startServer(gateway), (started) => started.stop());
    const { errors } = await ask(server, { query, variables });
    expect(errors).toBeUndefined();
    return counted;
  }

  test('is read once for all clients and all their dossiers', async () => {
    expect(await reads(flat, { ids })).toEqual([size]);
    expect(await reads(overviews, { ids: [...ids, ...ids] })).toEqual([size]);
  });

  test('is read once too when clients and their households stand in one caseload', async () => {
    expect(await reads(nested, { team: largeTeam, first: size })).toEqual([2 * size]);
  });

  test('is read when no partner is asked as well: what casework answered is decided on', async () => {
    const query = 'query ($ids: [ID!]!) { clients(ids: $ids) { id name { full } case { status } } }';
    expect(await reads(query, { ids })).toEqual([size]);
  });

  test('is not read where nobody is asked about', async () => {
    expect(await reads('{ teams { name } partners { name contactPersons { name } } }', {})).toEqual([]);
  });
});

describe('SQL statements', () => {
  async function statements(query: string, variables: Record<string, unknown>): Promise<Map<string, string[]>> {
    world.forget();
    const { data, errors } = await world.ask(query, { variables });
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data), 'there is something to count').toContain('"housing":[{');
    const kinds = Map.groupBy(world.statements, ({ role }) => role);
    return new Map([...kinds].map(([role, ran]) => [role, ran.map(({ sql }) => sql)]));
  }

  /** The clients that, together, every organisation knows: all combinations of organisations recur after twelve. */
  const few = () => ids.slice(0, 12);

  test('are as many for one client as for fifty at an organisation that knows them all', async () => {
    const forOne = await statements(overviews, { ids: ids.slice(0, 1) });
    const forFifty = await statements(overviews, { ids });
    for (const role of ['casework', 'cjib']) {
      expect(forFifty.get(role)?.toSorted(), role).toEqual(forOne.get(role)?.toSorted());
    }
  });

  test('do not grow with the clients at any role', async () => {
    for (const [query, some, more] of [
      [overviews, { ids: few() }, { ids }],
      [nested, { team: largeTeam, first: 12 }, { team: largeTeam, first: size }],
    ] as const) {
      const forFew = await statements(query, some);
      const forFifty = await statements(query, more);
      expect([...forFifty.keys()].toSorted()).toEqual([...forFew.keys()].toSorted());
      for (const [role, ran] of forFifty) expect(ran.toSorted(), role).toEqual(forFew.get(role)?.toSorted());
    }
  });
});
