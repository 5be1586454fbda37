import type { CategoryAccess } from '../consent/access-control.ts';
import type { Actor } from '../identity/actor.ts';
import type { Organisation } from '../partners/organisation.ts';

/** What a request asked of one organisation about one person, and what was decided on each category. */
export interface AccessRecord {
  actor: Actor;
  purpose: string | null;
  /** The client id; null when what was asked is about no client. */
  subject: string | null;
  organisation: Organisation;
  decisions: ReadonlyMap<string, CategoryAccess>;
}
