import pg from 'pg';
import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { casework } from '../../subgraphs/casework/service.ts';
import { clientId, connectAs, createStoreWorld, goodConsent, type StoreWorld } from './store-world.ts';

const tables = {
  consents: 'article',
  consent_events: 'event',
  emergency_accesses: 'reason',
  emergency_closings: 'closed_by',
  emergency_reviews: 'remark',
  acts: 'act',
  link_requests: 'article',
  link_candidates: 'description',
  link_confirmations: 'confirmed_by',
};

/** A row in every table. */
async function fill(world: StoreWorld): Promise<void> {
  const open = { clientId: clientId('herman'), reason: 'Dreigt zich van het leven te beroven', categories: ['care'] };
  const { id } = await world.act('openEmergencyAccess', open);
  await world.act('closeEmergencyAccess', { emergencyAccessId: id });
  await world.act('reviewEmergencyAccess', { emergencyAccessId: id, outcome: 'JUSTIFIED', remark: 'Terecht' }, 'fatma');
  await world.act('recordConsent', goodConsent);
  const [request] = await world.sql(
    `insert into casework.link_requests (client_id, oin, purpose, article, sent_by, outcome, asked_by, asked_at)
     values ($1, $2, 'x', 'x', 'bsn', 'SEVERAL', 'x', now()) returning id`,
    [clientId('peter'), oins.lekstroom],
  );
  await world.sql(`insert into casework.link_candidates values ($1, 'a', 'x')`, [request?.id]);
  await world.sql(`insert into casework.link_confirmations values ($1, 'a', 'x', now())`, [request?.id]);
}

test.each(['kl_casework', 'owner'])('nothing can be changed or taken away by %s', async (role) => {
  await using world = await createStoreWorld();
  await fill(world);
  // Migrating again, as every start does, gives no right back.
  await casework.migrate(world.databaseUrl);
  const before = await world.everything();
  await using client = await connectAs(world.databaseUrl, role === 'owner' ? await ownerOf(world) : role);
  const code = role === 'owner' ? '23001' : '42501';
  for (const [table, column] of Object.entries(tables)) {
    for (const statement of [
      `update casework.${table} set ${column} = ${column}`,
      `update casework.${table} set ${column} = ${column} where false returning 1`,
      `delete from casework.${table}`,
      `truncate casework.${table} cascade`,
    ]) {
      // What changes no row, only rights can refuse.
      if (role === 'owner' && statement.includes('where false')) continue;
      await expect(client.query(statement), statement).rejects.toMatchObject({ code });
    }
    expect((await client.query(`select 1 from casework.${table}`)).rowCount).toBeGreaterThan(0);
  }
  expect(await world.everything()).toBe(before);
});

test('not in a session that replays a replica either, nor through a view', async () => {
  await using world = await createStoreWorld();
  const owner = new pg.Client({ connectionString: world.databaseUrl });
  await owner.connect();
  try {
    await owner.query('set session_replication_role = replica');
    await expect(owner.query('delete from casework.consent_events')).rejects.toMatchObject({ code: '23001' });
  } finally {
    await owner.end();
  }
  await using runtime = await connectAs(world.databaseUrl, 'kl_casework');
  for (const statement of [
    `update casework.gateway_case_relations set team_id = 'team-ondiep'`,
    'delete from casework.gateway_links',
    'delete from casework.case_relations',
    `update casework.case_relations set team_id = 'team-ondiep'`,
  ]) {
    await expect(runtime.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  }
});

test('a relation that ended is not changed any more, by its owner neither', async () => {
  await using world = await createStoreWorld();
  await world.act('endCaseRelation', { clientId: clientId('peter'), reason: 'Verhuisd' });
  const revive = `update casework.case_relations set valid_until = null, ended_by = null, end_reason = null where client_id = $1`;
  await expect(world.sql(revive, [clientId('peter')])).rejects.toMatchObject({ code: '23001' });
});

async function ownerOf({ sql }: StoreWorld): Promise<string> {
  const [row] = await sql(`select tableowner from pg_tables where schemaname = 'casework' and tablename = 'consents'`);
  return String(row?.tableowner);
}
