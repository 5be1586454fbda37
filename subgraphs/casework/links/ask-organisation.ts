import type { PseudonymOf } from '../../casebook/pseudonym.ts';
import type { MatchingAttributes } from './matching-attributes.ts';

/** One of several records that a client may be, in the organisation's words and without personal data. */
export interface Candidate {
  candidate: string;
  description: string;
}

/** What an organisation answers; where it matched, it keeps the pseudonym with its record. */
export type MatchAnswer =
  | { outcome: 'MATCHED' }
  | { outcome: 'NONE' }
  | { outcome: 'SEVERAL'; candidates: readonly Candidate[] };

/** Which client is meant, or which of the candidates it is; and what the organisation is to call the client. */
export type MatchQuestion = { pseudonym: string } & ({ attributes: MatchingAttributes } | { candidate: string });

/** Asks an organisation. Rejects when it gives no answer; takes no longer than a few seconds, for a transaction waits. */
export type AskOrganisation = (oin: string, question: MatchQuestion) => Promise<MatchAnswer>;

/** What linking needs from outside. */
export interface Linking {
  pseudonymOf: PseudonymOf;
  askOrganisation: AskOrganisation;
}

/** The answer; null when there is none that can be used. */
export async function answerOf(
  linking: Linking | null,
  oin: string,
  question: MatchQuestion,
): Promise<MatchAnswer | null> {
  const answer = await linking?.askOrganisation(oin, question).catch(() => null);
  if (answer?.outcome !== 'SEVERAL') return answer ?? null;
  // One candidate is a match that nobody made, and two by one name cannot be told apart.
  const names = new Set(answer.candidates.map(({ candidate }) => candidate));
  return names.size > 1 && names.size === answer.candidates.length ? answer : null;
}
