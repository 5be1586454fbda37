import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError } from '../schema/configuration-error.ts';
import { type CallKeys, fixedCallKeys } from './call-keys.ts';

const privateKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

const keySet = z.object({ keys: z.array(privateKey).min(1) });

/**
 * Reads the keys of signed calls from a file: a JWK set (RFC 7517) of private P-256 keys. The first signs, all are published.
 * Several gateways behind one address need the same file. To replace a key: add the new one as second and start the
 * gateways again, then make it the first, then take the old one away.
 *
 * @throws {ConfigurationError} naming what is wrong, never what stands there
 */
export function readCallKeys(file: string): CallKeys {
  const read = keySet.safeParse(parse(file));
  if (read.success) return fixedCallKeys(read.data.keys.map((key, index) => asKey(file, key, index)));
  throw new ConfigurationError(
    read.error.issues.map(({ path, message }) => fault(file, path.join('.'), message, 'something else')),
  );
}

function parse(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurationError([fault(file, '', 'a file that can be read', 'none')]);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigurationError([fault(file, '', 'JSON', 'something else')]);
  }
}

function asKey(file: string, key: z.infer<typeof privateKey>, index: number): KeyObject {
  try {
    return createPrivateKey({ key, format: 'jwk' });
  } catch {
    throw new ConfigurationError([fault(file, `keys.${index}`, 'a private key on P-256', 'something else')]);
  }
}

function fault(file: string, path: string, expected: string, found: string) {
  return { file, path, expected, found };
}
