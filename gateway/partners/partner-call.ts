import type { RequestAccess } from '../consent/access-control.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Json } from '../plan/json.ts';
import type { Organisation } from './organisation.ts';

/** One call to one organisation. */
export interface PartnerCall {
  organisation: Organisation;
  /** The GraphQL request, as JSON text. */
  body: string;
  /** The header `authorization`: the signed call. Left out where calls are not signed. */
  authorization?: string | undefined;
  /** The decisions of the request, for what the gateway answers itself. */
  access?: RequestAccess | null;
  /** The request that it is part of, for what the gateway answers itself; others are told its trace alone. */
  context?: RequestContext;
  /** Headers by which the call is part of a trace: `traceparent`, `fsc-transaction-id`. */
  trace?: Readonly<Record<string, string>>;
  /** Aborted when the caller of the gateway has gone. */
  signal: AbortSignal;
}

/** A GraphQL error in an organisation's answer. Its message stays behind: it may say anything. */
export interface PartnerError {
  path: readonly (string | number)[] | null;
  code: string | null;
}

/** How a call ended. Nothing of the organisation's url, status or body is in it, but for the data. */
export type CallOutcome =
  | { kind: 'answered'; data: Json | undefined; errors: readonly PartnerError[] }
  | { kind: 'failed'; code: 'PARTNER_UNAVAILABLE' | 'PARTNER_INVALID_RESPONSE' };

/** The one way to reach an organisation. Never rejects: a failure is an outcome. */
export interface PartnerCaller {
  call(call: PartnerCall): Promise<CallOutcome>;
  close(): Promise<void>;
}
