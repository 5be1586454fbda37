import pg from 'pg';
import { expect, test } from 'vitest';
import { withRole } from '../../../gateway/store/database.ts';
import { createWriterWorld, entry, type WriterWorld } from './writer-world.ts';

async function partitionsOf(world: WriterWorld): Promise<string[]> {
  const rows = await world.sql<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit.records'::regclass`,
  );
  return rows.map(({ name }) => name);
}

const changes = (table: string, column: string) => [
  `update ${table} set ${column} = ${column}`,
  `delete from ${table}`,
  `truncate ${table}`,
];

test('who writes the log can change nothing of it, and makes or takes away no tables', async () => {
  await using world = await createWriterWorld();
  await (await world.open()).append([entry()]);
  const partitions = await partitionsOf(world);
  const columns = '(at, writer, seq, hash, content)';
  const statements = [
    ...changes('audit.records', 'content'),
    ...changes('audit.field_sets', 'digest'),
    ...changes('audit.checkpoints', 'jws'),
    ...partitions.flatMap((partition) => [
      ...changes(partition, 'content'),
      `insert into ${partition} ${columns} select at, writer, seq + 1, hash, content from audit.records`,
      `drop table ${partition}`,
      `alter table audit.records detach partition ${partition}`,
    ]),
    'alter table audit.records disable trigger all',
    'drop table audit.checkpoints',
    'create table audit.other ()',
    `set session_replication_role = replica`,
    `insert into audit.records ${columns} select at, writer, seq, hash, content from audit.records
     on conflict (writer, seq, at) do update set content = '{}'`,
  ];
  await using gateway = await connected(withRole(world.url));
  for (const statement of statements) {
    await expect(gateway.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  }
});

test('the owner cannot change what is in the log either, without taking the guard away', async () => {
  await using world = await createWriterWorld();
  await (await world.open()).append([entry()]);
  await using owner = await connected(world.url);
  await owner.query('set session_replication_role = replica');
  const tables = ['audit.records', ...(await partitionsOf(world))];
  const full = await owner.query(`select tableoid::regclass::text as name from audit.records limit 1`);
  for (const table of tables.filter((name) => name === 'audit.records' || name === full.rows[0].name)) {
    for (const statement of changes(table, 'content').slice(0, 2)) {
      await expect(owner.query(statement), statement).rejects.toMatchObject({ code: '23001' });
    }
  }
  await expect(owner.query('truncate audit.records')).rejects.toMatchObject({ code: '23001' });
});

async function connected(databaseUrl: string) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  return {
    query: (text: string) => client.query(text),
    [Symbol.asyncDispose]: () => client.end(),
  };
}
