import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import { createWorld, oinOf, type World } from '../support/world.ts';

const clientView = readFileSync(new URL('../../dev/client-view.graphql', import.meta.url), 'utf8');
const idOf = (key: string) => personByKey(key).id;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.forget();
});

const summary = `
  name { full }
  workAndIncome { organisation { oin } debts { outstandingCents } }
  wmo { organisation { oin } debts { outstandingCents } }
  housing { organisation { oin } debts { outstandingCents } tenancy { until } }
  insurance { organisation { oin } debts { outstandingCents } }
  cjib { organisation { oin } debts { outstandingCents } }
`;

describe('the client view', () => {
  test('of case 5 shows all five partners', async () => {
    const { data, errors } = await world.ask(clientView, { variables: { id: idOf('natasja') } });
    expect(errors).toBeUndefined();
    expect(data?.client).toMatchObject({
      workAndIncome: [{ organisation: { oin: oinOf('incomeDomstad') } }],
      wmo: [{ organisation: { oin: oinOf('wmoDomstad') } }],
      housing: [{ organisation: { oin: oinOf('vechtoever') } }, { organisation: { oin: oinOf('elinkhof') } }],
      insurance: [{ organisation: { oin: oinOf('brugwacht') } }],
      cjib: [{ organisation: { oin: oinOf('cjib') } }],
    });
  });

  test("shows the old landlord's debt beside the new one's, each from its own organisation", async () => {
    const query = `query ($id: ID!) { client(id: $id) { housing { organisation { name } tenancy { until } debts { description outstandingCents } } } }`;
    const { data } = await world.ask(query, { variables: { id: idOf('natasja') } });
    expect(data).toEqual({
      client: {
        housing: [
          {
            organisation: { name: 'Woonstichting De Vechtoever' },
            tenancy: { until: null },
            debts: [{ description: expect.any(String), outstandingCents: expect.any(Number) }],
          },
          {
            organisation: { name: 'Elinkhof Wonen' },
            tenancy: { until: expect.any(String) },
            debts: [{ description: expect.stringContaining('vorige woning'), outstandingCents: expect.any(Number) }],
          },
        ],
      },
    });
  });

  test('of case 4 shows both adults of the household, each with an own dossier', async () => {
    const query = `query ($id: ID!) { client(id: $id) { id housing { reference } household { id name { given } housing { reference debts { outstandingCents } } } } }`;
    const { data, errors } = await world.ask(query, { variables: { id: idOf('ria') } });
    expect(errors).toBeUndefined();
    const client = data?.client as {
      housing: { reference: string }[];
      household: { housing: { reference: string }[] }[];
    };
    expect(client).toMatchObject({ id: idOf('ria'), household: [{ id: idOf('kevin'), name: { given: 'Kevin' } }] });
    expect(client.household[0]?.housing[0]?.reference).toMatch(/\S/);
    expect(client.household[0]?.housing[0]?.reference).not.toBe(client.housing[0]?.reference);
  });

  test('gives an empty list where a client has no link with a role, and asks nobody', async () => {
    const { data, errors } = await world.ask(`query ($id: ID!) { client(id: $id) { ${summary} } }`, {
      variables: { id: idOf('hakan') },
    });
    expect(errors).toBeUndefined();
    expect(data?.client).toMatchObject({ workAndIncome: [], wmo: [], housing: [], cjib: [], insurance: [{}] });
    expect(world.calls.map(({ oin }) => oin)).toEqual([oinOf('casework'), oinOf('lekstroom')]);
  });

  test('is null for a client of another team, one that does not exist and an id of no form, alike', async () => {
    const query = `query ($id: ID!) { client(id: $id) { ${summary} } }`;
    const unknown = await world.ask(query, { variables: { id: '10000000-0000-4000-8000-999999999999' } });
    const malformed = await world.ask(query, { variables: { id: "1' or '1'='1" } });
    const ofAnotherTeam = await world.ask(query, { variables: { id: idOf('yvonne') } });
    expect(unknown).toMatchObject({ data: { client: null }, errors: [{ extensions: { code: 'NO_CASE_RELATION' } }] });
    expect(malformed.text).toBe(unknown.text);
    expect(ofAnotherTeam.text).toBe(unknown.text);
  });
});

describe('what partners get to know', () => {
  test('a partner gets its own pseudonym, never the client id, and no two the same', async () => {
    const id = idOf('natasja');
    await world.ask(clientView, { variables: { id } });
    const toPartners = world.calls.filter(({ role }) => role !== 'casework');
    expect(toPartners.length).toBeGreaterThanOrEqual(6);
    const pseudonyms = toPartners.map(({ oin, body }) => {
      expect(body).not.toContain(id);
      const { variables } = JSON.parse(body) as { variables: { representations: { id: string }[] } };
      return [oin, variables.representations.map((representation) => representation.id)] as const;
    });
    const byOrganisation = new Map(pseudonyms.map(([oin, ids]) => [oin, ids[0]]));
    expect(new Set(byOrganisation.values()).size).toBe(byOrganisation.size);
  });

  test('a pseudonym that a partner echoes comes back as the client id', async () => {
    const { data } = await world.ask(
      'query ($id: ID!) { client(id: $id) { household { id housing { reference } } id } }',
      {
        variables: { id: idOf('ria') },
      },
    );
    expect(data?.client).toMatchObject({ id: idOf('ria'), household: [{ id: idOf('kevin') }] });
  });
});

describe('partners as such', () => {
  test('their contact persons come from each organisation itself, their names from casework', async () => {
    const { data, errors } = await world.ask(
      '{ partners { __typename oin name contactPersons { name mandate { maxFreezeDays } } } }',
    );
    expect(errors).toBeUndefined();
    const partners = data?.partners as { oin: string; contactPersons: unknown[] }[];
    expect(partners.map(({ oin }) => oin).sort()).toEqual(
      world.organisations
        .filter(({ role }) => role !== 'casework')
        .map(({ oin }) => oin)
        .sort(),
    );
    expect(partners.every(({ contactPersons }) => contactPersons.length > 0)).toBe(true);
    expect(world.calls.filter(({ role }) => role === 'housing')).toHaveLength(4);
  });

  test('one that is down hides only its own contact persons', async () => {
    await using alone = await createWorld();
    await alone.stop('cjib');
    const { data, errors } = await alone.ask(
      'query ($id: ID!) { client(id: $id) { partners { name ... on JudicialCollectionAgency { contactPersons { name } } } cjib { reference } overview { missing { role reason partner { name } description } } } }',
      {
        variables: { id: idOf('natasja') },
      },
    );
    expect(data?.client).toMatchObject({ cjib: null });
    expect(errors).toContainEqual(
      expect.objectContaining({
        path: ['client', 'cjib'],
        extensions: { code: 'PARTNER_UNAVAILABLE', organisation: 'CJIB (proefomgeving)', role: 'cjib' },
      }),
    );
    expect((data as { client: { overview: { missing: unknown[] } } }).client.overview.missing).toEqual([
      {
        role: 'CJIB',
        reason: 'PARTNER_UNAVAILABLE',
        partner: { name: 'CJIB (proefomgeving)' },
        description: expect.any(String),
      },
    ]);
  });
});
