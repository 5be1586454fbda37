import type { Actor } from '../identity/actor.ts';
import type { Organisation } from '../partners/organisation.ts';

/** A question that every part of an answer raises: may this actor, for this purpose, see this of this person? */
export interface AccessQuestion {
  actor: Actor;
  purpose: string | null;
  /** The client id of the data subject; null when what is asked is about no client. */
  subject: string | null;
  organisation: Organisation;
  /** Categories of personal data, as the `@policy` directives name them. */
  categories: readonly string[];
}

/** The answer to it. */
export type AccessDecision = { allowed: true } | { allowed: false; reason: string };

/** Decides. Called before an organisation is asked anything, for each person and organisation. */
export type Decide = (question: AccessQuestion) => AccessDecision;

/** Allows everything: until the processing register and consents decide. */
export const permitAll: Decide = () => ({ allowed: true });
