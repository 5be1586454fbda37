import fc from 'fast-check';
import type pg from 'pg';
import { expect, test } from 'vitest';
import type { OpenLogWriter } from '../../../gateway/audit/write/open-log-writer.ts';
import { openPool } from '../../support/database.ts';
import { readChains } from './read-chains.ts';
import { createWriterWorld, entry, release, type WriterWorld } from './writer-world.ts';

// What an answer relied upon stands in the lines of these tests as `subject` (the client) and `register` (the version).
const recordedText = `select count(*)::int as recorded from audit.records
  where content ->> 'subject' = $1 and content ->> 'register' = $2`;

/** What was recorded of a client under a version at the moment at which that version could no longer be relied upon. */
interface Ending {
  client: string;
  version: number;
  recorded: number;
}

/** Changes the facts of a client and sees, before that is committed, what was recorded under the version that ends. */
async function change(pool: pg.Pool, client: string): Promise<Ending> {
  const connection = await pool.connect();
  try {
    await connection.query('begin');
    await connection.query('select casework.count_facts_change($1)', [client]);
    const changed = await connection.query('select version::int from casework.facts_versions where client_id = $1', [
      client,
    ]);
    const version = changed.rows[0].version - 1;
    const { rows } = await connection.query(recordedText, [client, String(version)]);
    await connection.query('commit');
    return { client, version, recorded: rows[0].recorded };
  } finally {
    connection.release();
  }
}

/** Answers about a client as a gateway does: reads the version, relies on it, and again when it is told that it changed. */
async function answer(
  pool: pg.Pool,
  writer: OpenLogWriter,
  clients: readonly string[],
): Promise<Map<string, number>[]> {
  const released = [];
  for (let turn = 0; turn < 6; turn += 1) {
    const { rows } = await pool.query<{ client_id: string; version: number }>(
      'select client_id, version::int from casework.facts_versions where client_id = any ($1)',
      [clients],
    );
    const relied = new Map(rows.map(({ client_id, version }) => [client_id, version]));
    const lines = rows.map(({ client_id, version }) => entry({ subject: client_id, register: String(version) }));
    const verdict = await writer.release(release({ entries: lines, relied }));
    if (verdict.released) released.push(relied);
  }
  return released;
}

async function run(world: WriterWorld, pool: pg.Pool, plan: { asked: string[][]; changed: string[] }): Promise<void> {
  const writers = [await world.open(), await world.open()];
  const endings: Ending[] = [];
  const changing = plan.changed.map(async (client, index) => {
    await new Promise((resolve) => setTimeout(resolve, index % 5));
    for (let turn = 0; turn < 3; turn += 1) endings.push(await change(pool, client));
  });
  const answering = plan.asked.map((clients, index) => answer(pool, writers[index % 2] as OpenLogWriter, clients));
  const released = (await Promise.all(answering)).flat();
  await Promise.all(changing);
  for (const { client, version, recorded } of endings) {
    const { rows } = await pool.query(recordedText, [client, String(version)]);
    expect(rows[0]).toEqual({ recorded });
  }
  const lines = [...(await readChains(world.url)).values()].flat();
  const expected = released.flatMap((relied) => [...relied].map(([client, version]) => `${client} ${version}`));
  expect(lines.map(({ subject, register }) => `${subject} ${register}`).sort()).toEqual(expected.sort());
  await Promise.all(writers.map((writer) => writer.close()));
}

test('nothing is recorded or released under a fact whose change was committed before, whichever gateway', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 10 }),
      fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }),
      async (asked, changed) => {
        await using world = await createWriterWorld();
        const ids = [...world.clients.keys()].slice(0, 4);
        const idsOf = (numbers: readonly number[]) => numbers.map((number) => ids[number] as string);
        const pool = openPool({ connectionString: world.url, max: 20 });
        try {
          await run(world, pool, { asked: asked.map(idsOf), changed: idsOf(changed) });
        } finally {
          await pool.end();
        }
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);
