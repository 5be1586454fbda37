import type { Actor } from '../identity/actor.ts';

/** What is known of a request before its operation is looked at; lives as long as the request. */
export interface RequestContext {
  /** Who asks. */
  actor: Actor;
  /** What for: the header `x-purpose` as sent, not yet checked against the register; null when there is none. */
  purpose: string | null;
  /** The gateway's own name for this request, also in the answer's `x-request-id`. */
  requestId: string;
  /** Aborted when the caller goes away before the answer. */
  signal: AbortSignal;
}
