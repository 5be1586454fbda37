import { expect, test } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import { createCaseworkWorld } from './casework-world.ts';

const natasja = personByKey('natasja');
const ria = personByKey('ria');
const unknown = '10000000-0000-4000-8000-000000099999';

test('a client with name, household, case, team and linked organisations', async () => {
  await using world = await createCaseworkWorld();
  const { data, errors } = await world.ask(
    `query ($id: ID!) { client(id: $id) {
      id birthDate
      name { given prefix family full }
      household { id name { full } }
      case { status openedOn closedOn summary repaymentCapacityCents team { id name municipality }
        debtsElsewhere { description } }
      partners { __typename oin name }
    } }`,
    { id: natasja.id },
  );
  expect(errors).toBeUndefined();
  expect(data.client).toMatchObject({
    id: natasja.id,
    birthDate: '1985-05-21',
    name: { given: 'Natasja', prefix: 'de', family: 'Wit', full: 'Natasja de Wit' },
    household: [
      { id: personByKey('dennis').id, name: { full: 'Dennis de Wit' } },
      { id: personByKey('sem').id, name: { full: 'Sem de Wit' } },
      { id: personByKey('lotte').id, name: { full: 'Lotte de Wit' } },
    ],
    case: {
      status: 'OPEN',
      openedOn: '2026-09-07',
      closedOn: null,
      repaymentCapacityCents: 12_000,
      team: { id: 'team-ondiep', name: 'Buurtteam Ondiep', municipality: 'Domstad' },
      debtsElsewhere: [],
    },
  });
  expect(data.client.partners.map((partner: { __typename: string; name: string }) => Object.values(partner))).toEqual([
    ['WorkAndIncomeOffice', '00000099000000002001', 'Werk & Inkomen Domstad'],
    ['WmoDesk', '00000099000000003001', 'Wmo-loket Domstad'],
    ['HousingCorporation', '00000099000000004001', 'Woonstichting De Vechtoever'],
    ['HousingCorporation', '00000099000000004002', 'Elinkhof Wonen'],
    ['HealthInsurer', '00000099000000005001', 'Zorgverzekeraar De Brugwacht'],
    ['JudicialCollectionAgency', '00000099000000006001', 'CJIB (proefomgeving)'],
  ]);
});

test('who lives alone has an empty household; who stands beside a case has none', async () => {
  await using world = await createCaseworkWorld();
  const { data } = await world.ask(
    'query ($a: ID!, $b: ID!) { a: client(id: $a) { household { id } } b: client(id: $b) { case { id } household { id } } }',
    { a: personByKey('hakan').id, b: personByKey('kevin').id },
  );
  expect(data).toEqual({ a: { household: [] }, b: { case: null, household: [{ id: ria.id }] } });
});

test('several clients come in the order asked; unknown and malformed ids look the same', async () => {
  await using world = await createCaseworkWorld();
  const ids = [ria.id, unknown, 'no id', natasja.id, '', 'a\0b', `${natasja.id} `, "'; drop", ria.id];
  const { data, errors } = await world.ask('query ($ids: [ID!]!) { clients(ids: $ids) { id } }', { ids });
  expect(errors).toBeUndefined();
  const r = { id: ria.id };
  expect(data.clients).toEqual([r, null, null, { id: natasja.id }, null, null, null, null, r]);
  for (const id of [unknown, 'no id', 'a\0b']) {
    expect(await world.ask('query ($id: ID!) { client(id: $id) { id } }', { id })).toEqual({ data: { client: null } });
  }
});

test('more than 500 clients at once are refused', async () => {
  await using world = await createCaseworkWorld();
  const query = 'query ($ids: [ID!]!) { clients(ids: $ids) { id } }';
  const ask = (length: number) => world.ask(query, { ids: Array.from({ length }, () => ria.id) });
  expect((await ask(500)).data.clients).toHaveLength(500);
  expect((await ask(501)).errors).toMatchObject([{ path: ['clients'], extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('the case is the open one, else the one opened last', async () => {
  await using world = await createCaseworkWorld();
  const closed = (id: string, opened: string) =>
    world.sql(`insert into casework.cases values ($1, $2, 'team-ondiep', 'CLOSED', $3, '2026-12-01', 'eerder', null)`, [
      `20000000-0000-4000-8000-0000000009${id}`,
      ria.id,
      opened,
    ]);
  await closed('01', '2026-10-01');
  const query = 'query ($id: ID!) { client(id: $id) { case { status openedOn } } }';
  expect((await world.ask(query, { id: ria.id })).data.client.case).toEqual({ status: 'OPEN', openedOn: '2026-08-17' });
  await closed('02', '2025-01-01');
  await world.sql(`update casework.cases set status = 'CLOSED', closed_on = '2026-11-01' where status = 'OPEN'`);
  const { data } = await world.ask(query, { id: ria.id });
  expect(data.client.case).toEqual({ status: 'CLOSED', openedOn: '2026-10-01' });
});

test('debts elsewhere stand with the case, in order', async () => {
  await using world = await createCaseworkWorld();
  const query =
    'query ($id: ID!) { client(id: $id) { case { debtsElsewhere { description creditors amountCents } } } }';
  const { data } = await world.ask(query, { id: personByKey('yvonne').id });
  expect(data.client.case.debtsElsewhere).toEqual([
    { description: 'Postorderbedrijf', creditors: 1, amountCents: 2_200_000 },
    { description: 'Overige schuldeisers', creditors: 37, amountCents: 5_100_000 },
  ]);
});
