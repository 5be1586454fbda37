import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { exportFormats, exportLog } from '../../../gateway/audit/export/export-log.ts';
import { sized } from '../../support/soak.ts';
import { Collected, counted, createLog } from './exporting.ts';

test.each(exportFormats)('%s: nothing is written when the export cannot be recorded', async (format) => {
  await using log = await createLog(10);
  const output = new Collected();
  const record = () => Promise.reject(new Error('not recorded'));
  await expect(exportLog({ database: log.database, format, output, record })).rejects.toThrow('not recorded');
  expect(output.text).toBe('');
});

test('progress is told up to all there is', async () => {
  await using log = await createLog(1_200);
  const told: number[] = [];
  const { records, lines } = await exportLog({
    database: log.database,
    format: 'csv',
    output: new Collected(),
    record: async () => {},
    onProgress: ({ records: read, total }) => {
      expect(total).toBe(1_200);
      told.push(read);
    },
  });
  expect([records, lines]).toEqual([1_200, 1_200]);
  expect(told).toEqual([500, 1_000, 1_200]);
});

test('what is recorded while an export is made is not in it', async () => {
  await using log = await createLog(3_000);
  let output = '';
  let added = false;
  const slow = new Writable({
    write(chunk, _encoding, done) {
      output += chunk;
      if (added) return done();
      added = true;
      const insert = `insert into audit.records select at + interval '1 ms', gen_random_uuid(), 1, hash, content
        from audit.records order by at desc limit 1`;
      log.database.query(insert).then(() => done(), done);
    },
  });
  await exportLog({ database: log.database, format: 'csv', output: slow, record: async () => {} });
  expect(output.split('\r\n')).toHaveLength(3_002);
  expect(await counted(log, 'select count(*) from audit.records')).toBe(3_001);
});

test('an output that stops taking ends the export, and the connection is given back', async () => {
  await using log = await createLog(5_000);
  const broken = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) });
  const options = { database: log.database, format: 'csv', record: async () => {} } as const;
  await expect(exportLog({ ...options, output: broken })).rejects.toThrow('no space left');
  const output = new Collected();
  await exportLog({ ...options, output });
  expect(output.text.split('\r\n')).toHaveLength(5_002);
  expect(log.database.idleCount).toBe(log.database.totalCount);
});

test('a database that goes away while the output stands still ends the export, and nothing else', async () => {
  await using log = await createLog(3_000);
  const cut = `select count(pg_terminate_backend(pid)) from pg_stat_activity
    where datname = current_database() and state = 'idle in transaction'`;
  let cuts = 0;
  const still = new Writable({
    write(_chunk, _encoding, done) {
      cuts += 1;
      if (cuts > 1) return done();
      // The database tells a moment later than the client knows that the connection is idle.
      const untilCut = async (): Promise<void> => ((await counted(log, cut)) > 0 ? undefined : untilCut());
      untilCut().then(() => setTimeout(done, 50), done);
    },
  });
  const options = { database: log.database, format: 'csv', record: async () => {} } as const;
  await expect(exportLog({ ...options, output: still })).rejects.toThrow();
  expect((await exportLog({ ...options, output: new Collected() })).records).toBe(3_000);
});

test('exporting very many records takes no more memory than exporting few, in each format', async () => {
  const many = sized(30_000, 100_000);
  await using log = await createLog(many);
  for (const format of exportFormats) {
    const { records, bytes, heapGrowth, rssGrowth } = await exportInAProcess(log.databaseUrl, format);
    expect([format, records]).toEqual([format, many]);
    expect(bytes).toBeGreaterThan(many * 150);
    expect(heapGrowth).toBeLessThan(8_000_000);
    expect(rssGrowth).toBeLessThan(120_000_000);
  }
}, 120_000);

async function exportInAProcess(databaseUrl: string, format: string) {
  const program = join(import.meta.dirname, 'export-in-a-process.ts');
  const child = spawn(process.execPath, ['--expose-gc', program, databaseUrl, format], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [outcome] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return JSON.parse(outcome);
}
