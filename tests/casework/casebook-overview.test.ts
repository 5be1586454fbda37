import { Kind, parse, visit } from 'graphql';
import { expect, test } from 'vitest';
import { subgraphs } from '../../subgraphs/all.ts';
import { casebook, oins, type Person } from '../../subgraphs/casebook/people.ts';
import { type DossierField, partnerRoles } from '../../subgraphs/casework/partner-roles.ts';
import { createCasework } from '../../subgraphs/casework/service.ts';
import { roleSdl } from '../../subgraphs/kit/role-schema.ts';
import { createDatabase } from '../support/database.ts';
import { postSigned, testGatewayKeys } from '../support/sign-test-call.ts';
import { allOrganisations, pseudonymOf } from './casework-world.ts';

/** What `Client.overview` requires of each role, as the schema says it: `housing { … }`. */
function requiredSelections(): ReadonlyMap<string, string> {
  const required = new Map<string, string>();
  visit(parse(roleSdl('casework'), { noLocation: true }), {
    FieldDefinition(field) {
      const directive = field.directives?.find(({ name }) => name.value === 'requires');
      const fields = directive?.arguments?.[0]?.value;
      if (fields?.kind !== Kind.STRING) return;
      for (const line of fields.value.split('\n').map((text) => text.trim())) {
        if (line) required.set(line.slice(0, line.indexOf(' ')), line);
      }
    },
  });
  return required;
}

async function post(url: string, query: string, variables: object) {
  const response = await postSigned(url, JSON.stringify({ query, variables }));
  const answer = (await response.json()) as { data: { _entities: Record<string, unknown>[] }; errors?: unknown };
  expect(answer.errors).toBeUndefined();
  return answer.data._entities[0];
}

/** Every dossier of a person, fetched from the partners under their own pseudonyms. */
async function dossiersOf(person: Person, urls: ReadonlyMap<string, string>) {
  const dossiers: Record<DossierField, unknown[]> = {
    workAndIncome: [],
    wmo: [],
    housing: [],
    insurance: [],
    cjib: [],
  };
  const required = requiredSelections();
  for (const oin of person.linked.map((name) => oins[name])) {
    const role = allOrganisations.find((each) => each.oin === oin)?.role;
    const field = partnerRoles.find((each) => each.role === role)?.field;
    if (!field) throw new Error('linked to an organisation without dossiers');
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Client { ${required.get(field)} } } }`;
    const client = { __typename: 'Client', id: pseudonymOf(oin, person.id) };
    const found = (await post(`${urls.get(role ?? '')}/${oin}/graphql`, query, { r: [client] }))?.[field];
    dossiers[field].push(...(found as unknown[]));
  }
  return dossiers;
}

const overviewQuery = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Client { overview {
  totals { principalCents surchargesCents outstandingCents uncoveredCents } elsewhereCents
  partners { name } frozen { until } unfrozenDebts { partner { name } } deadlines { kind } conflicts { __typename }
  missing { role reason } } } } }`;

interface CasebookOverview {
  totals: Record<'principalCents' | 'surchargesCents' | 'outstandingCents' | 'uncoveredCents', number>;
  elsewhereCents: number;
  partners: { name: string }[];
  frozen: { until: string }[];
  unfrozenDebts: { partner: { name: string } }[];
  deadlines: { kind: string }[];
  conflicts: object[];
  missing: object[];
}

/** The overviews of everybody in the casebook, by key. */
async function casebookOverviews(): Promise<ReadonlyMap<string, CasebookOverview>> {
  await using stack = new AsyncDisposableStack();
  const { url: databaseUrl } = stack.use(await createDatabase());
  const organisations = allOrganisations;
  const urls = new Map<string, string>();
  const frozenClock = createCasework({ now: () => new Date('2026-11-21T12:00:00Z') });
  for (const subgraph of subgraphs.map((each) => (each.role === 'casework' ? frozenClock : each))) {
    const running = await subgraph.start({ databaseUrl, organisations, gatewayKeys: testGatewayKeys });
    stack.defer(() => running.close());
    urls.set(subgraph.role, running.url);
  }
  const overviews = new Map<string, CasebookOverview>();
  for (const person of casebook.flatMap(({ people }) => people)) {
    const client = { __typename: 'Client', id: person.id, ...(await dossiersOf(person, urls)) };
    const answer = await post(`${urls.get('casework')}/${oins.casework}/graphql`, overviewQuery, { r: [client] });
    overviews.set(person.key, answer?.overview as CasebookOverview);
  }
  return overviews;
}

test("everybody's overview, from what the partners really answer, has the amounts of the reports", async () => {
  const overviews = await casebookOverviews();
  for (const person of casebook.flatMap(({ people }) => people)) {
    const overview = overviews.get(person.key);
    expect(overview?.missing).toEqual([]);
    expect(overview?.partners).toHaveLength(person.linked.length);
  }
  const owed = (key: string) => {
    const overview = overviews.get(key);
    return (overview?.totals.outstandingCents ?? 0) + (overview?.elsewhereCents ?? 0);
  };
  expect(owed('hakan')).toBe(1_000_000);
  expect(overviews.get('sjoerd')?.totals).toMatchObject({
    principalCents: 380_000,
    surchargesCents: 157_000,
    outstandingCents: 537_000,
    uncoveredCents: 537_000,
  });
  expect(owed('yvonne')).toBe(8_100_000);
  expect(owed('herman')).toBe(5_000_000);
  const natasja = overviews.get('natasja');
  expect(natasja?.deadlines.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['EVICTION', 'CAK_REPORT', 'FREEZE_ENDS']),
  );
  expect(natasja?.frozen.length).toBeGreaterThan(0);
  expect(natasja?.unfrozenDebts.map(({ partner }) => partner.name)).toContain('Elinkhof Wonen');
  expect(natasja?.conflicts.length).toBeGreaterThan(0);
});
