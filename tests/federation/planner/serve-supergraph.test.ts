import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createFederation } from '../../support/federation.ts';

function start(...args: string[]) {
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(tmpdir(), 'korte-lijnen-test-compile-cache') };
  return spawn(process.execPath, ['tests/support/serve-supergraph.ts', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = start(...args);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

test('any supergraph is served at the urls it names, until the program is stopped', async () => {
  await using federation = await createFederation({
    things: {
      typeDefs: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! }',
      resolvers: { Query: { thing: () => ({ id: 't1' }) } },
    },
    names: {
      typeDefs: 'type Thing @key(fields: "id") { id: ID! name: String }',
      resolvers: { Thing: { __resolveReference: (thing) => thing, name: ({ id }) => `thing ${id}` } },
    },
  });
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-supergraph-'));
  const file = join(directory, 'supergraph.graphql');
  writeFileSync(file, federation.sdl);
  const child = start(file, '0');
  try {
    const [line] = await once(child.stdout, 'data');
    const [url = ''] = /http:\S+/.exec(String(line)) ?? [];
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: '{"query":"{ thing { name } }"}' });
    expect(await response.json()).toEqual({ data: { thing: { name: 'thing t1' } } });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  }
});

test('what cannot be served is said in a line, with an exit code', async () => {
  const [help, other, port] = await Promise.all([
    run('--help'),
    run('schema/casework.graphql', '0'),
    run('schema/supergraph.graphql', '70000'),
  ]);
  expect(help).toMatchObject({ code: 0, err: '' });
  expect(help.out).toContain('FILE PORT');
  expect(other.code).toBe(1);
  expect(other.err.trim().split('\n')).toEqual([
    expect.stringContaining('schema/casework.graphql is no supergraph that can be served:'),
  ]);
  expect(port).toMatchObject({ code: 2, err: expect.stringContaining('found "70000"') });
});
