import { expect, test } from 'vitest';
import { casebook, oins } from '../../subgraphs/casebook/people.ts';
import { activity, clientId, connectAs, createStoreWorld, goodConsent, type StoreWorld } from './store-world.ts';

const consentsOf = (world: StoreWorld, person: string) =>
  world.sql('select * from casework.gateway_consents where client_id = $1 order by source_role', [clientId(person)]);

test('the view of consents: how each stands, by its last event', async () => {
  await using world = await createStoreWorld();
  const [cjib, insurer] = await consentsOf(world, 'peter');
  expect(cjib).toEqual({
    id: expect.any(String),
    version: 2,
    client_id: clientId('peter'),
    state: 'withdrawn',
    source_role: 'cjib',
    source_oin: oins.cjib,
    recipient_oin: oins.casework,
    activity_id: activity('debt-assistance'),
    categories: ['penal', 'contact-persons', 'debts', 'debt-freezes', 'payment-arrangements'],
    valid_from: new Date('2026-07-01T08:00:00Z'),
    valid_until: new Date('2027-07-01T08:00:00Z'),
  });
  expect(insurer).toMatchObject({ version: 1, state: 'given', source_role: 'insurer', source_oin: oins.brugwacht });
  expect(await consentsOf(world, 'kevin')).toMatchObject([{ version: 1, state: 'requested' }]);
  await world.act('withdrawConsent', { consentId: insurer?.id });
  expect((await consentsOf(world, 'peter')).map(({ state, version }) => [state, version])).toEqual([
    ['withdrawn', 2],
    ['withdrawn', 2],
  ]);
});

test('to accept help or to lift secrecy is no consent to process', async () => {
  await using world = await createStoreWorld();
  const before = await consentsOf(world, 'peter');
  for (const kind of ['ACCEPTING_HELP', 'LIFTING_SECRECY']) await world.act('recordConsent', { ...goodConsent, kind });
  expect(await consentsOf(world, 'peter')).toEqual(before);
  await world.act('recordConsent', { ...goodConsent, kind: 'PROCESSING' });
  expect(await consentsOf(world, 'peter')).toHaveLength(before.length + 1);
});

test('the gateway reads the views, and can do nothing else', async () => {
  await using world = await createStoreWorld();
  await using gateway = await connectAs(world.databaseUrl, 'kl_gateway');
  const views = ['links', 'case_relations', 'consents', 'emergency_accesses', 'emergency_queue', 'facts_versions'].map(
    (n) => `gateway_${n}`,
  );
  for (const view of views) {
    await gateway.query(`select * from casework.${view}`);
    for (const statement of [`delete from casework.${view}`, `truncate casework.${view}`]) {
      await expect(gateway.query(statement), statement).rejects.toMatchObject({
        code: expect.stringMatching(/42501|42809|55000/),
      });
    }
  }
  const granted = await world.sql(
    `select table_name, privilege_type from information_schema.role_table_grants where grantee = 'kl_gateway'
     and table_schema = 'casework' order by table_name`,
  );
  expect(granted).toEqual(views.toSorted().map((view) => ({ table_name: view, privilege_type: 'SELECT' })));
  const tables = await world.sql(`select tablename from pg_tables where schemaname = 'casework'`);
  expect(tables.length).toBeGreaterThan(12);
  for (const { tablename } of tables) {
    await expect(gateway.query(`select from casework.${tablename}`)).rejects.toMatchObject({ code: '42501' });
  }
  const people = casebook.flatMap((entry) => entry.people).length;
  expect((await gateway.query('select from casework.gateway_case_relations')).rowCount).toBe(people);
});

test('every change of a fact tells the gateway about whom, once it is committed, and nothing else does', async () => {
  await using world = await createStoreWorld();
  await using gateway = await connectAs(world.databaseUrl, 'kl_gateway');
  const heard: string[] = [];
  gateway.on('notification', ({ channel, payload }) => heard.push(`${channel} ${payload}`));
  await gateway.query('listen korte_lijnen_facts');
  /** What was heard since. The last word is the test's own, so that nothing can still be on its way. */
  const heardOf = async () => {
    await world.sql(`notify korte_lijnen_facts, 'end'`);
    while (!heard.includes('korte_lijnen_facts end')) await gateway.query('select 1');
    return heard.splice(0).slice(0, -1);
  };
  const [peter, herman] = [clientId('peter'), clientId('herman')].map((id) => `korte_lijnen_facts ${id}`);

  const { id: consentId } = await world.act('recordConsent', goodConsent);
  expect(await heardOf()).toEqual([peter]);
  await world.act('withdrawConsent', { consentId });
  expect(await heardOf()).toEqual([peter]);
  await world.act('withdrawConsent', { consentId });
  await world.act('recordConsent', { ...goodConsent, noticeVersion: '' });
  expect(await heardOf()).toEqual([]);

  const open = { clientId: clientId('herman'), reason: 'Dreigt zich van het leven te beroven', categories: ['care'] };
  const { id: emergencyAccessId } = await world.act('openEmergencyAccess', open);
  expect(await heardOf()).toEqual([herman]);
  await world.act('closeEmergencyAccess', { emergencyAccessId });
  expect(await heardOf()).toEqual([herman]);

  await world.act('handOverCase', { clientId: clientId('peter'), toTeam: 'team-assendorp' });
  expect(await heardOf()).toEqual([peter]);
  await world.act('endCaseRelation', { clientId: clientId('peter'), reason: 'Verhuisd' }, 'marijke');
  expect(await heardOf()).toEqual([peter]);

  await world.sql('insert into casework.links values ($1, $2, $3)', [clientId('herman'), oins.lekstroom, 'pseudonym']);
  await world.sql(`update casework.links set pseudonym = 'other' where pseudonym = 'pseudonym'`);
  await world.sql(`delete from casework.links where pseudonym = 'other'`);
  expect(await heardOf()).toEqual([herman, herman, herman]);

  await world.sql('begin');
  await world.sql(`update casework.links set pseudonym = 'x' || pseudonym`);
  await world.sql('rollback');
  expect(await heardOf()).toEqual([]);
});
