import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../gateway/audit/checkpoints/checkpoint.ts';
import { readCheckpoint, signCheckpoint } from '../../../gateway/audit/checkpoints/sign-checkpoint.ts';
import { chainStart } from '../../../gateway/audit/record/canonical-text.ts';
import { CheckpointInvalidError } from '../../../gateway/errors.ts';
import { fixedCallKeys } from '../../../signed-calls/call-keys.ts';

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const privateKey = newKey();
const keys = fixedCallKeys([privateKey]);
const published = keys.published();
const writer = '7f0c2f0e-3a3e-4d5e-9a6b-1c2d3e4f5a6b';
const checkpoint: Checkpoint = {
  v: 1,
  at: 1_764_000_000_000,
  kind: 'opened',
  by: writer,
  heads: [{ writer, seq: 0, hash: chainStart }],
  previous: null,
};

/** Signs anything with the key, right or wrong, as a JWS. */
function signed(header: unknown, payload: unknown, key = privateKey): string {
  const [head, body] = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' });
  return `${head}.${body}.${signature.toString('base64url')}`;
}

const header = { alg: 'ES256', typ: 'kl-audit-checkpoint+jwt', kid: keys.signing.kid };
function refused(jws: string): void {
  expect(() => readCheckpoint(jws, published)).toThrow(CheckpointInvalidError);
}

test('a checkpoint that was signed is read back', () => {
  expect(readCheckpoint(signCheckpoint(keys, checkpoint), published)).toEqual(checkpoint);
  expect(readCheckpoint(signed(header, checkpoint), published)).toEqual(checkpoint);
});

test('a key that signed before still verifies beside the one that signs now', () => {
  const both = fixedCallKeys([newKey(), privateKey]);
  expect(readCheckpoint(signCheckpoint(keys, checkpoint), both.published())).toEqual(checkpoint);
});

test('a key that is not known verifies nothing, also under the name of one that is', () => {
  const other = newKey();
  refused(signCheckpoint(fixedCallKeys([other]), checkpoint));
  refused(signed(header, checkpoint, other));
});

test('what the same key signed as something else is no checkpoint', () => {
  refused(signed({ ...header, typ: 'kl-call+jwt' }, checkpoint));
  refused(signed({ ...header, alg: 'ES384' }, checkpoint));
  refused(signed({ ...header, crit: ['exp'] }, checkpoint));
  refused(signed({ alg: 'ES256', kid: header.kid }, checkpoint));
});

test('no signature, or that of nobody, is no signature', () => {
  const [head, payload] = signCheckpoint(keys, checkpoint).split('.');
  refused(`${head}.${payload}.`);
  refused(`${head}.${payload}.${Buffer.alloc(64).toString('base64url')}`);
  const none = Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url');
  refused(`${none}.${payload}.`);
});

test.each([
  ['another version', { v: 2 }],
  ['a kind that is none', { kind: 'other' }],
  ['a time that is none', { at: 1.5 }],
  ['a head without hash', { heads: [{ writer, seq: 1 }] }],
  ['a negative place', { heads: [{ writer, seq: -1, hash: chainStart }] }],
  ['something more', { more: true }],
])('a signed checkpoint with %s is refused', (_, change) => {
  refused(signed(header, { ...checkpoint, ...change }));
});

test('a change of any character of a checkpoint is seen', () => {
  const jws = signCheckpoint(keys, checkpoint);
  const characters = [...'ABCXYZabcxyz0189-_.'];
  fc.assert(
    fc.property(fc.nat(jws.length - 1), fc.constantFrom(...characters), (place, character) => {
      fc.pre(jws[place] !== character);
      refused(jws.slice(0, place) + character + jws.slice(place + 1));
    }),
  );
});

test('anything else is refused as no checkpoint', () => {
  fc.assert(fc.property(fc.string(), refused));
  for (const jws of ['', '..', 'a.b.c', `${signCheckpoint(keys, checkpoint)}\n`]) refused(jws);
});
