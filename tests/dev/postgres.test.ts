import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, test } from 'vitest';
import { PortTakenError } from '../../dev/ports.ts';
import { startPostgres } from '../../dev/postgres.ts';

function temporaryDirectory(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'korte-lijnen-postgres-'));
  chmodSync(path, 0o711);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

/** A process that starts PostgreSQL and says its URL. */
async function startElsewhere(dataDir: string) {
  const program = `
    import { startPostgres } from ${JSON.stringify(fileURLToPath(new URL('../../dev/postgres.ts', import.meta.url)))};
    const postgres = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
    process.stdout.write(postgres.url);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(child.stdout, 'data');
  return { child, url: String(url) };
}

test('a second start on the same directory finds what the first one wrote', async () => {
  using directory = temporaryDirectory();
  const dataDir = join(directory.path, 'postgres');
  const first = await startPostgres({ dataDir, durable: false });
  await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.close();
  const second = await startPostgres({ dataDir, durable: false });
  expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await second.close();
});

test('works in a directory where only its owner may look', async () => {
  using directory = temporaryDirectory();
  chmodSync(directory.path, 0o700);
  const postgres = await startPostgres({ dataDir: join(directory.path, 'postgres'), durable: false });
  expect(await ask(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await postgres.close();
});

test('a directory that another process uses is named, and the other is not disturbed', async () => {
  using directory = temporaryDirectory();
  const dataDir = join(directory.path, 'postgres');
  const first = await startPostgres({ dataDir, durable: false });
  await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'DIRECTORY_IN_USE' });
  expect(await ask(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await first.close();
});

test('after kill -9 of the starting process the server ends, and the next start finds everything', async () => {
  using directory = temporaryDirectory();
  const dataDir = join(directory.path, 'postgres');
  const { child, url } = await startElsewhere(dataDir);
  await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const next = await startPostgres({ dataDir, durable: false });
  expect(await ask(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await expect(ask(url, 'SELECT 1')).rejects.toThrow();
  await next.close();
});

test('a killed process does not leave a server behind', async () => {
  using directory = temporaryDirectory();
  const dataDir = join(directory.path, 'postgres');
  const { child, url } = await startElsewhere(dataDir);
  child.kill('SIGKILL');
  await until(() => !existsSync(join(dataDir, 'postmaster.pid')));
  await expect(ask(url, 'SELECT 1')).rejects.toThrow();
});

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    if (waited > 15_000) throw new Error(`not within 15 s: ${holds}`);
    await sleep(50);
  }
}

test('a taken port is named with what wanted it', async () => {
  using directory = temporaryDirectory();
  const first = await startPostgres({ dataDir: join(directory.path, 'first'), durable: false });
  const second = startPostgres({ dataDir: join(directory.path, 'second'), port: first.port, durable: false });
  await expect(second).rejects.toThrow(PortTakenError);
  await expect(second).rejects.toThrow(`port ${first.port}, which PostgreSQL needs, is in use by another program`);
  await first.close();
});
