import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable, readFile, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { requestToken, startIdentityProvider } from '../../dev/identity-provider.ts';
import { developmentClientId, developmentGrant } from '../../dev/request-token.ts';
import { developmentUsers } from '../../dev/users.ts';
import { createTokenVerifier } from '../../gateway/identity/verify-token.ts';
import { audience } from './issuer.ts';

const temporaryDirectory = () => mkdtempDisposable(join(tmpdir(), 'identity-'));

test('every user gets a token that the gateway accepts', async () => {
  const provider = await startIdentityProvider();
  const verifier = createTokenVerifier({ issuer: provider.issuer, audience });
  for (const { username, description: _, ...actor } of developmentUsers) {
    expect(await verifier.verify(`Bearer ${await requestToken(provider.issuer, username)}`)).toEqual(actor);
  }
  await provider.close();
});

test('tokens survive a restart on the same directory and port, and the keys are for the owner only', async () => {
  await using directory = await temporaryDirectory();
  const first = await startIdentityProvider({ dataDir: directory.path });
  const token = await requestToken(first.issuer, 'fatma');
  await first.close();
  const port = Number(new URL(first.issuer).port);
  const second = await startIdentityProvider({ dataDir: directory.path, port });
  const verifier = createTokenVerifier({ issuer: second.issuer, audience });
  expect(await verifier.verify(`Bearer ${token}`)).toMatchObject({ role: 'privacy-officer' });
  await second.close();
  expect((await stat(join(directory.path, 'identity-keys.json'))).mode & 0o777).toBe(0o600);
});

test('a key file that is not whole is replaced', async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, 'identity-keys.json');
  await writeFile(file, '{"keys":[{"kty"');
  const provider = await startIdentityProvider({ dataDir: directory.path });
  await provider.close();
  expect(JSON.parse(await readFile(file, 'utf8')).keys).toHaveLength(1);
});

test('tokens take their times from the given clock', async () => {
  const now = () => new Date('2026-11-02T09:00:00Z');
  const provider = await startIdentityProvider({ now });
  const token = await requestToken(provider.issuer, 'sanne');
  const on = (date: () => Date) => createTokenVerifier({ issuer: provider.issuer, audience, now: date });
  expect(await on(now).verify(`Bearer ${token}`)).toMatchObject({ role: 'professional' });
  const evening = () => new Date('2026-11-02T17:01:00Z');
  await expect(on(evening).verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await provider.close();
});

test('it says nothing on the console', async () => {
  const said = (['log', 'info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level));
  const provider = await startIdentityProvider();
  await requestToken(provider.issuer, 'joost');
  await provider.close();
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

test('it listens on a loopback address only, and answers only to its own name', async () => {
  await expect(startIdentityProvider({ host: '0.0.0.0' })).rejects.toThrow(RangeError);
  const provider = await startIdentityProvider();
  const asked = request(`${provider.issuer}/jwks`, { headers: { host: 'evil.example' } }).end();
  const [response] = await once(asked, 'response');
  expect(response.statusCode).toBe(421);
  response.resume();
  await provider.close();
});

test('a port that is taken is named', async () => {
  const provider = await startIdentityProvider();
  const port = Number(new URL(provider.issuer).port);
  await expect(startIdentityProvider({ port })).rejects.toMatchObject({ code: 'PORT_TAKEN', port });
  await provider.close();
});

test.each([
  ['an unknown user', { username: 'nobody' }],
  ['no user', {}],
  ['two users', { username: ['sanne', 'fatma'] }],
  ['another client', { username: 'sanne', client_id: 'other' }],
  ['another grant', { grant_type: 'client_credentials' }],
])('%s gets no token', async (_, changes) => {
  const provider = await startIdentityProvider();
  const form = { grant_type: developmentGrant, client_id: developmentClientId, ...changes };
  const pairs = Object.entries(form).flatMap(([name, value]) => [value].flat().map((each) => [name, each] as const));
  const response = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams(pairs.map(([name, value]) => [name, value])),
  });
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(await response.json()).not.toHaveProperty('access_token');
  await provider.close();
});

interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

async function tokenCommand(...words: string[]): Promise<Outcome> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '../../dev/token.ts'), ...words]);
  if (!child.stdout || !child.stderr) throw new Error('no output');
  const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { exitCode, stdout, stderr };
}

test('npm run token prints one token and nothing else', async () => {
  const provider = await startIdentityProvider();
  const { exitCode, stdout, stderr } = await tokenCommand('sanne', '--issuer', provider.issuer);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  await provider.close();
});

test('npm run token --client prints a token of a program, and for what that program is', async () => {
  const provider = await startIdentityProvider();
  const { exitCode, stdout, stderr } = await tokenCommand('--client', 'ldv-reader', '--issuer', provider.issuer);
  expect([exitCode, stderr]).toEqual([0, '']);
  const claims = JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString());
  expect(claims).toMatchObject({ client_id: 'ldv-reader', aud: 'urn:korte-lijnen:processing-activities' });
  await provider.close();
});

test('npm run token --help lists the users', async () => {
  const { exitCode, stdout } = await tokenCommand('--help');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('ldv-reader');
  for (const { username, name } of developmentUsers) expect(stdout).toMatch(new RegExp(`${username} +${name}`));
});

test.each([[['nobody']], [[]], [['--wrong']], [['sanne', 'bilal']], [['sanne', '--client', 'ldv-reader']]])(
  'npm run token %j exits with 2 and says why',
  async (words) => {
    const { exitCode, stdout, stderr } = await tokenCommand(...words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('sanne');
    expect(stderr).not.toMatch(/\n {4}at /);
  },
);

test('npm run token without a running provider exits with 1 and one clear line', async () => {
  const outcome = await tokenCommand('sanne', '--issuer', 'http://127.0.0.1:1');
  expect(outcome).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'no development identity provider answers at http://127.0.0.1:1; start it with: npm start\n',
  });
});
