import pg from 'pg';
import { expect, test } from 'vitest';
import { casebook, oins, personByKey } from '../../subgraphs/casebook/people.ts';
import { casework } from '../../subgraphs/casework/service.ts';
import { createDatabase } from '../support/database.ts';
import { allOrganisations, createCaseworkWorld, pseudonymOf } from './casework-world.ts';

const everything = `
  select 'clients' as part, count(*)::int as rows from casework.clients union all
  select 'households', count(*)::int from casework.households union all
  select 'cases', count(*)::int from casework.cases union all
  select 'relations', count(*)::int from casework.case_relations union all
  select 'consents', count(*)::int from casework.consents union all
  select 'debts', count(*)::int from casework.debts_elsewhere union all
  select 'links', count(*)::int from casework.links order by part`;

const as = (databaseUrl: string, role: string) => {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `-c role=${role}`);
  return new pg.Client({ connectionString: url.href });
};

test('the gateway reads every link with its pseudonym, and nothing else', async () => {
  await using world = await createCaseworkWorld();
  const gateway = as(world.databaseUrl, 'kl_gateway');
  await gateway.connect();
  try {
    const { id } = personByKey('natasja');
    const { rows } = await gateway.query(
      'select oin, pseudonym from casework.gateway_links where client_id = $1 order by oin',
      [id],
    );
    const known = ['incomeDomstad', 'wmoDomstad', 'vechtoever', 'elinkhof', 'brugwacht', 'cjib'] as const;
    expect(rows).toEqual(known.map((name) => ({ oin: oins[name], pseudonym: pseudonymOf(oins[name], id) })));
    for (const table of ['clients', 'cases', 'links', 'households', 'debts_elsewhere', 'organisations', 'teams']) {
      await expect(gateway.query(`select from casework.${table}`)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(gateway.query('delete from casework.gateway_links')).rejects.toMatchObject({ code: '42501' });
  } finally {
    await gateway.end();
  }
});

test('sixteen cases; seeding again changes nothing', async () => {
  await using world = await createCaseworkWorld();
  const people = casebook.flatMap((entry) => entry.people);
  const links = people.flatMap(({ linked }) => linked).length;
  const households = casebook.filter((entry) => entry.people.length > 1).length;
  const expected = [
    { part: 'cases', rows: 16 },
    { part: 'clients', rows: people.length },
    { part: 'consents', rows: 8 },
    { part: 'debts', rows: 4 },
    { part: 'households', rows: households },
    { part: 'links', rows: links },
    { part: 'relations', rows: people.length },
  ];
  expect(await world.sql(everything)).toEqual(expected);
  await casework.migrate(world.databaseUrl);
  await casework.seed(world.databaseUrl, { organisations: world.organisations, pseudonymOf });
  expect(await world.sql(everything)).toEqual(expected);
});

test('only links to the organisations given are stored', async () => {
  const organisations = allOrganisations.filter(({ role }) => role === 'casework' || role === 'cjib');
  await using world = await createCaseworkWorld({ organisations });
  expect(await world.sql('select distinct oin from casework.links')).toEqual([{ oin: oins.cjib }]);
  const query = 'query ($id: ID!) { client(id: $id) { partners { name } } }';
  const { data } = await world.ask(query, { id: personByKey('natasja').id });
  expect(data.client.partners).toEqual([{ name: 'CJIB (proefomgeving)' }]);
});

test('two starts at once migrate and seed one database', async () => {
  await using database = await createDatabase({ template: false });
  const options = { organisations: allOrganisations, pseudonymOf };
  const prepare = async () => {
    await casework.migrate(database.url);
    await casework.seed(database.url, options);
  };
  await Promise.all([prepare(), prepare(), prepare()]);
});

test('a client cannot have two open cases', async () => {
  await using world = await createCaseworkWorld();
  const second = world.sql(
    `insert into casework.cases values ('20000000-0000-4000-8000-000000000999', $1, 'team-ondiep', 'OPEN', '2026-11-01', null, 'tweede', null)`,
    [personByKey('ria').id],
  );
  await expect(second).rejects.toMatchObject({ constraint: 'one_open_case_per_client' });
});
