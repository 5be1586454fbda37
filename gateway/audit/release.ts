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

/** What has to be recorded before an answer may leave. */
export interface Release {
  requestId: string;
  records: readonly AccessRecord[];
}

/** Lets an answer go. The answer leaves when it resolves, and not at all when it rejects. */
export type ReleaseGate = (release: Release) => Promise<void>;

/** Records nothing: until the access log does. */
export const releaseUnrecorded: ReleaseGate = async () => {};
