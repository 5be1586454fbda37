import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { readCallKeys } from '../../signed-calls/call-key-file.ts';
import { generateCallKeys } from '../../signed-calls/call-keys.ts';
import { createEdge } from '../http/edge.ts';

const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-keys-'));
afterAll(() => rmSync(directory, { recursive: true }));

const privateKey = (namedCurve = 'P-256') =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'jwk' });

function fileWith(content: unknown): string {
  const path = join(directory, `${Math.random()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('the first key of the file signs, and all are published without what is private', async () => {
  const [first, second] = [privateKey(), privateKey()];
  const keys = readCallKeys(fileWith({ keys: [first, second] }));
  expect(keys.published()).toEqual({
    keys: [
      { kty: 'EC', crv: 'P-256', x: first.x, y: first.y, alg: 'ES256', use: 'sig', kid: keys.signing.kid },
      expect.objectContaining({ x: second.x, y: second.y }),
    ],
  });
  expect(keys.signing.kid).toBe(await calculateJwkThumbprint(first as { kty: string }));
});

const wrong: Record<string, [content: unknown, says: string]> = {
  'no JSON': ['keys: []', 'JSON'],
  'no keys': [{ keys: [] }, 'keys'],
  'a public key': [{ keys: [{ ...privateKey(), d: undefined }] }, 'keys.0.d'],
  'another curve': [{ keys: [privateKey('P-384')] }, 'keys.0.crv'],
  'a key that does not fit its point': [{ keys: [{ ...privateKey(), x: 'AAAA' }] }, 'keys.0'],
};

test.each(Object.entries(wrong))('%s is refused at the start, in words without the key', (_, [content, says]) => {
  const path = fileWith(content);
  const read = () => readCallKeys(path);
  expect(read).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID' }));
  expect(read).toThrow(path);
  expect(read).toThrow(says);
  const secret = (content as { keys?: { d?: string }[] }).keys?.[0]?.d;
  if (secret) expect(read).not.toThrow(secret);
});

test('a file that is not there is named', () => {
  const path = join(directory, 'none.json');
  expect(() => readCallKeys(path)).toThrow(path);
});

test('everyone may read the public keys, and only read them', async () => {
  const keys = generateCallKeys();
  await using edge = await createEdge({ publicKeys: () => keys.published() });
  const response = await fetch(`${edge.url}/.well-known/jwks.json`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await response.json()).toEqual(keys.published());
  expect((await fetch(`${edge.url}/.well-known/jwks.json`, { method: 'POST' })).status).toBe(405);
});
