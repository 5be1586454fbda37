import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import type { Actor } from '../identity/actor.ts';
import type { TraceContext } from './trace-context.ts';

/** What is known of a request before its operation is looked at; lives as long as the request. */
export interface RequestContext {
  /** Who asks. */
  actor: Actor;
  /** What for: the header `x-purpose` as sent, not yet checked against the register; null when there is none. */
  purpose: string | null;
  /** The gateway's own name for this request, also in the answer's `x-request-id`. */
  requestId: string;
  /** The trace that it is part of. */
  trace: TraceContext;
  /**
   * Notes that the log is searched, by which field of `Query` and about whom (null: no one client), so that it is recorded; what it
   * gives is called when the search has an answer. Only where requests are recorded.
   */
  searched?: (coordinate: string, clientId: string | null) => () => void;
  /** Aborted when the caller goes away before the answer. */
  signal: AbortSignal;
  /** Set where the operation was run already, and what came of it is to be told. */
  running?: Promise<GatewayExecutionResult>;
}
