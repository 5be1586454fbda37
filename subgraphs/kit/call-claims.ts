import { z } from 'zod';
import { type CallClaims, callLifetimeSeconds } from './wire.ts';

const text = z.string().max(1_000);
const oin = z.string().regex(/^\d{20}$/);

const grant = z.object({
  subjects: z.array(text),
  categories: z.array(text),
  basis: z.array(z.object({ category: text, basis: text, article: text })),
});

const shape = z
  .object({
    iss: text,
    aud: oin,
    jti: z.uuid(),
    iat: z.int(),
    exp: z.int(),
    act: z.object({
      role: text,
      organisation: oin,
      sub: text.optional(),
      name: text.optional(),
      team: text.nullable().optional(),
    }),
    purpose: text.nullable(),
    activity: text.nullable(),
    grants: z.array(grant),
    categories: z.array(text),
    digest: z.string().length(43),
  })
  .refine(({ iat, exp }) => exp - iat <= callLifetimeSeconds);

/** Reads the claims of a signed call; null when they are not a call's. */
export function readCallClaims(payload: unknown): CallClaims | null {
  const read = shape.safeParse(payload);
  // zod adds `undefined` to optional fields; a JSON text has none.
  return read.success ? (read.data as CallClaims) : null;
}
