import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError } from '../../../schema/configuration-error.ts';
import { type PublicCallKey, thumbprint } from '../../../signed-calls/call-keys.ts';

const point = z.string().regex(/^[\w-]{43}$/, 'expected 32 bytes, base64url');

const keySet = z.object({
  keys: z.array(z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: point, y: point })).min(1),
});

/**
 * Reads the public parts of the keys that checkpoints are signed with: a JWK set (RFC 7517) of keys on P-256, public or private.
 *
 * @throws {ConfigurationError} naming what is wrong, never what stands there
 */
export function readPublicKeys(file: string): { keys: PublicCallKey[] } {
  const read = keySet.safeParse(parse(file));
  if (!read.success) {
    throw new ConfigurationError(
      read.error.issues.map(({ path, message }) => fault(file, path.join('.'), message, 'something else')),
    );
  }
  return {
    keys: read.data.keys.map(({ kty, crv, x, y }) => ({
      kty,
      crv,
      x,
      y,
      kid: thumbprint({ x, y }),
      alg: 'ES256',
      use: 'sig',
    })),
  };
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const found = error instanceof SyntaxError ? 'something else' : 'no file that can be read';
    throw new ConfigurationError([fault(file, '', 'a JWK set', found)]);
  }
}

function fault(file: string, path: string, expected: string, found: string) {
  return { file, path, expected, found };
}
