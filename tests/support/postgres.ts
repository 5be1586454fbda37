import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../dev/postgres.ts';
import { fillTemplate } from './casebook-template.ts';
import { templateDatabase } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the test run's own PostgreSQL, database `postgres`, as its owner. */
    postgresUrl: string;
  }
}

const prefix = 'korte-lijnen-test-';
const memory = '/dev/shm';
const roomBytes = 6 * 1024 ** 3;

/** One PostgreSQL for the whole test run, with the casebook as a template that `createDatabase` copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeLeftovers();
  const directory = mkdtempSync(join(roomyDirectory(), `${prefix}${process.pid}-`));
  chmodSync(directory, 0o711);
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    const postgres = await startPostgres({
      dataDir: join(directory, 'postgres'),
      maxConnections: 300,
      durable: false,
      // What was committed before what: see `fact-history.ts`.
      settings: { track_commit_timestamp: 'on' },
    });
    await makeTemplate(postgres.url);
    project.provide('postgresUrl', postgres.url);
    return async () => {
      await postgres.close();
      remove();
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  await client.query(`CREATE DATABASE ${templateDatabase}`);
  const url = new URL(adminUrl);
  url.pathname = `/${templateDatabase}`;
  await fillTemplate(url.href);
  // What is copied is then all in files: no test's copy waits for it to be written.
  await client.query('CHECKPOINT');
  await client.end();
}

/** In memory where there is ample room: each test's database is a thousand small files, made and removed. */
function roomyDirectory(): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (Math.min(bavail * bsize, freemem()) > roomBytes) return memory;
  } catch {
    // No such place on this machine.
  }
  return tmpdir();
}

/** Directories of test runs that were killed. Their servers ended with them. */
function removeLeftovers(): void {
  for (const directory of [tmpdir(), memory].filter((each) => existsSync(each))) {
    for (const name of readdirSync(directory)) {
      const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
      if (Number.isInteger(pid) && !isRunning(pid)) rmSync(join(directory, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
