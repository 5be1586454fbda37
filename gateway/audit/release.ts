import type { AccessDecision, AccessQuestion } from '../consent/decide.ts';

/** What a request asked of one organisation about one person, and what was decided. */
export interface AccessRecord {
  question: AccessQuestion;
  decision: AccessDecision;
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
