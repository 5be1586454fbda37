import { expect, test } from 'vitest';
import { casebook } from '../../subgraphs/casebook/people.ts';
import { casework } from '../../subgraphs/casework/service.ts';
import { postSigned, testGatewayKeys } from '../support/sign-test-call.ts';
import { allOrganisations, createCaseworkWorld } from './casework-world.ts';

test('the caseload of a team, oldest case first, in pages', async () => {
  await using world = await createCaseworkWorld();
  const expected = casebook
    .filter(({ team }) => team === 'team-ondiep')
    .toSorted((a, b) => (a.openedOn < b.openedOn ? -1 : 1))
    .map(({ people }) => people[0]?.id);
  const { data } = await world.ask(`{
    team(id: "team-ondiep") {
      name
      all: clients { id }
      page: clients(first: 3, offset: 2) { id }
      none: clients(first: 0) { id }
      beyond: clients(offset: 1000) { id }
      nulls: clients(first: null, offset: null) { id }
    }
    unknown: team(id: "team-nergens") { id }
    impossible: team(id: "a\\u0000b") { id }
    teams { name }
  }`);
  const ids = (clients: readonly { id: string }[]) => clients.map(({ id }) => id);
  expect(ids(data.team.all)).toEqual(expected);
  expect(ids(data.team.page)).toEqual(expected.slice(2, 5));
  expect(ids(data.team.nulls)).toEqual(expected);
  expect(data).toMatchObject({
    team: { name: 'Buurtteam Ondiep', none: [], beyond: [] },
    unknown: null,
    impossible: null,
    teams: [{ name: 'Buurtteam Ondiep' }, { name: 'Sociaal wijkteam Assendorp' }],
  });
});

test.each(['first: 501', 'first: -1', 'offset: -1'])('a page with %s is refused', async (page) => {
  await using world = await createCaseworkWorld();
  const { errors } = await world.ask(`{ team(id: "team-ondiep") { clients(${page}) { id } } }`);
  expect(errors).toMatchObject([{ path: ['team', 'clients'], extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('the organisations that take part, all or of one role, as their own types', async () => {
  await using world = await createCaseworkWorld();
  const { data } = await world.ask(`{
    all: partners { oin }
    insurers: partners(role: INSURER) { __typename name }
    nothing: partners(role: null) { oin }
  }`);
  expect(data.all).toHaveLength(12);
  expect(data.nothing).toEqual(data.all);
  expect(data.insurers).toEqual([
    { __typename: 'HealthInsurer', name: 'Zorgverzekeraar De Brugwacht' },
    { __typename: 'HealthInsurer', name: 'Onderlinge Zorgkas Lekstroom' },
    { __typename: 'HealthInsurer', name: 'Oostland Zorgverzekeringen' },
  ]);
});

test('an organisation as an entity answers to its own type only', async () => {
  await using world = await createCaseworkWorld();
  const oin = '00000099000000004001';
  const representations = [
    { __typename: 'HousingCorporation', oin },
    { __typename: 'HealthInsurer', oin },
    { __typename: 'HousingCorporation', oin: '00000099000000009999' },
    { __typename: 'HousingCorporation', oin: 'a\0b' },
  ];
  const query =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on HousingCorporation { name } ... on HealthInsurer { name } } }';
  const { data } = await world.ask(query, { r: representations });
  expect(data._entities).toEqual([{ name: 'Woonstichting De Vechtoever' }, null, null, null]);
});

test('a start takes over who takes part: new names, new organisations, and none that left', async () => {
  await using world = await createCaseworkWorld();
  const newcomer = { oin: '00000099000000004999', role: 'housing' as const, name: 'Nieuwe Corporatie' };
  const organisations = allOrganisations
    .filter(({ oin }) => oin !== '00000099000000004004')
    .map((each) => (each.oin === '00000099000000004001' ? { ...each, name: 'De Vecht' } : each));
  const second = await casework.start({
    databaseUrl: world.databaseUrl,
    organisations: [...organisations, newcomer],
    gatewayKeys: testGatewayKeys,
  });
  try {
    const body = JSON.stringify({ query: '{ partners(role: HOUSING) { name } }' });
    const response = await postSigned(`${second.url}/00000099000000001000/graphql`, body);
    expect(await response.json()).toEqual({
      data: {
        partners: ['De Vecht', 'Elinkhof Wonen', 'Woningbouw Noorderstad', 'Nieuwe Corporatie'].map((name) => ({
          name,
        })),
      },
    });
  } finally {
    await second.close();
  }
});
