import { z } from 'zod';
import type { MatchAttributes } from './match-subjects.ts';

/**
 * What casework asks at `{base}/{oin}/matches`: which client is meant, or which of the candidates it is; and by which name
 * the organisation is to know the client from then on.
 */
export type MatchQuestion = { pseudonym: string } & ({ attributes: MatchAttributes } | { candidate: string });

/** One of several records that the client may be, in the organisation's words and without personal data. */
export interface Candidate {
  candidate: string;
  description: string;
}

/** What an organisation answers; where it matched, it keeps the pseudonym with its record. */
export type MatchAnswer =
  | { outcome: 'MATCHED' }
  | { outcome: 'NONE' }
  | { outcome: 'SEVERAL'; candidates: readonly Candidate[] };

const text = z.string().min(1).max(200);
const pseudonym = z.string().regex(/^[\w-]{20,100}$/);

const attributes = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('bsn'), bsn: z.string().regex(/^\d{9}$/), birthDate: z.iso.date() }),
  z.strictObject({
    by: z.literal('address'),
    family: text,
    birthDate: z.iso.date(),
    address: z.strictObject({ postcode: text, houseNumber: text }),
  }),
]);

const question = z.union([
  z.strictObject({ pseudonym, attributes }),
  z.strictObject({ pseudonym, candidate: z.guid() }),
]);

const answer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('MATCHED') }),
  z.object({ outcome: z.literal('NONE') }),
  z.object({
    outcome: z.literal('SEVERAL'),
    candidates: z.array(z.object({ candidate: text, description: text })).max(100),
  }),
]);

/** Reads a question; null when it is none. */
export function readMatchQuestion(body: string): MatchQuestion | null {
  return question.safeParse(parseJson(body)).data ?? null;
}

/** Reads an answer; null when it is none. */
export function readMatchAnswer(body: string): MatchAnswer | null {
  return answer.safeParse(parseJson(body)).data ?? null;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
