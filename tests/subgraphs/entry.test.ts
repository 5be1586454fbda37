import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDatabase } from '../support/database.ts';

const organisationsFile = 'schema/organisations.yaml';
const GATEWAY_JWKS_URL = 'http://127.0.0.1:1/.well-known/jwks.json';

function startRole(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['subgraphs/housing/main.ts'], { env: environment });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  return { child, printed: () => printed, ended: codeOf(child) };
}

async function codeOf(child: ChildProcess): Promise<unknown> {
  const [code, signal] = await once(child, 'exit');
  return code ?? signal;
}

test('a role’s process says where it is up, and ends in order when asked to', async () => {
  await using database = await createDatabase();
  const { child, printed, ended } = startRole({
    DATABASE_URL: database.url,
    ORGANISATIONS_FILE: organisationsFile,
    GATEWAY_JWKS_URL,
  });
  await expect.poll(printed, { timeout: 25_000 }).toMatch(/^housing: up at http:\/\/127\.0\.0\.1:\d+\n$/);
  const live = await fetch(`${printed().trim().split(' ').at(-1)}/health/live`);
  expect(live.status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('what it cannot start with is said in one line each, and no setting is repeated', async () => {
  const wrong = startRole({ DATABASE_URL: 'mysql://user:secret@host/db', PORT: '70000' });
  expect(await wrong.ended).toBe(1);
  const lines = wrong.printed().trim().split('\n');
  expect(lines.map((line) => line.split(':').slice(0, 2).join(':'))).toEqual([
    'housing: DATABASE_URL',
    'housing: ORGANISATIONS_FILE',
    'housing: GATEWAY_JWKS_URL',
    'housing: PORT',
  ]);
  expect(wrong.printed()).not.toContain('secret');
});

test('a corrupt organisations file and a taken port are named', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-entry-'));
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  try {
    const file = join(directory, 'organisations.yaml');
    writeFileSync(file, 'organisations: 7\n');
    const DATABASE_URL = 'postgres://nobody@127.0.0.1:1/none';
    const corrupt = startRole({ DATABASE_URL, GATEWAY_JWKS_URL, ORGANISATIONS_FILE: file });
    expect(await corrupt.ended).toBe(1);
    expect(corrupt.printed()).toContain(file);
    const address = taken.address();
    const PORT = String(typeof address === 'object' ? address?.port : '');
    const late = startRole({ DATABASE_URL, GATEWAY_JWKS_URL, ORGANISATIONS_FILE: organisationsFile, PORT });
    expect(await late.ended).toBe(1);
    expect(late.printed()).toBe(`housing: port ${PORT} is taken\n`);
  } finally {
    taken.close();
    rmSync(directory, { recursive: true });
  }
});
