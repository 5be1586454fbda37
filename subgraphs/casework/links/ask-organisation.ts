import type { PseudonymOf } from '../../casebook/pseudonym.ts';
import type { MatchAnswer, MatchQuestion } from '../../kit/matching/match-wire.ts';
import type { BasisForAsking } from './basis-for-asking.ts';

/** Why an organisation is asked, and for whom. It is not told who it is that asks. */
export interface Asking extends BasisForAsking {
  /** What the person who asks is at the wijkteams' organisation, and its OIN. */
  asker: { role: string; organisation: string };
}

/** Asks an organisation. Rejects when it gives no answer; takes no longer than a few seconds, for a transaction waits. */
export type AskOrganisation = (oin: string, question: MatchQuestion, asking: Asking) => Promise<MatchAnswer>;

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
  asking: Asking,
): Promise<MatchAnswer | null> {
  const answer = await linking?.askOrganisation(oin, question, asking).catch(() => null);
  if (answer?.outcome !== 'SEVERAL') return answer ?? null;
  // One candidate is a match that nobody made, and two by one name cannot be told apart.
  const names = new Set(answer.candidates.map(({ candidate }) => candidate));
  return names.size > 1 && names.size === answer.candidates.length ? answer : null;
}
