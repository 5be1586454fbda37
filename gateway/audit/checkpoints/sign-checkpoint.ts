import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { CallKeys, PublicCallKey } from '../../../signed-calls/call-keys.ts';
import { CheckpointInvalidError } from '../../errors.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';

/** The `typ` of a checkpoint: nothing else that these keys may sign is taken for one. */
const checkpointType = 'kl-audit-checkpoint+jwt';

const header = z.strictObject({ alg: z.literal('ES256'), typ: z.literal(checkpointType), kid: z.string() });

/** Signs a checkpoint: a compact JWS (RFC 7515). */
export function signCheckpoint(keys: CallKeys, checkpoint: Checkpoint): string {
  const { kid, privateKey } = keys.signing;
  const input = `${base64url({ alg: 'ES256', typ: checkpointType, kid })}.${base64url(checkpoint)}`;
  const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

/**
 * Reads a checkpoint of which the signature holds.
 *
 * @param publicKeys those it may be signed with
 * @throws {CheckpointInvalidError} when it is not one, or not signed with one of the keys; says nothing of its content
 */
export function readCheckpoint(jws: string, publicKeys: { keys: readonly PublicCallKey[] }): Checkpoint {
  const [, head = '', payload = '', signature = ''] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(jws) ?? [];
  const read = header.safeParse(json(head));
  if (!read.success) throw new CheckpointInvalidError('this is no checkpoint: it has not the header of one');
  const key = publicKeys.keys.find(({ kid }) => kid === read.data.kid);
  if (!key) throw new CheckpointInvalidError('the checkpoint is signed with a key that is not known');
  const bytes = Buffer.from(signature, 'base64url');
  const holds = verify(
    'sha256',
    Buffer.from(`${head}.${payload}`),
    { key: keyObject(key), dsaEncoding: 'ieee-p1363' },
    bytes,
  );
  // A last character may hold bits that belong to no byte: two texts, one signature. Only the one that was made is taken.
  if (!holds || bytes.toString('base64url') !== signature) {
    throw new CheckpointInvalidError('the signature of the checkpoint does not hold');
  }
  return parseCheckpoint(json(payload));
}

const keyObjects = new WeakMap<PublicCallKey, KeyObject>();

function keyObject(key: PublicCallKey): KeyObject {
  const known = keyObjects.get(key) ?? createPublicKey({ key: { ...key }, format: 'jwk' });
  keyObjects.set(key, known);
  return known;
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
