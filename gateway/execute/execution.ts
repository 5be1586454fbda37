import type { GraphQLSchema } from 'graphql';
import type { SignCall } from '../../signed-calls/sign-call.ts';
import type { AccessTrail } from '../audit/trail/access-trail.ts';
import type { RequestAccess } from '../consent/access-control.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Directory } from '../partners/directory.ts';
import type { SubjectLinks } from '../partners/links.ts';
import type { PartnerCaller } from '../partners/partner-call.ts';
import type { JsonObject } from '../plan/json.ts';
import type { SubjectRules } from '../plan/subject-rules.ts';
import type { Problem } from './problems.ts';

/** What all executions share. */
export interface ExecutionServices {
  directory: Directory;
  caller: PartnerCaller;
  rules: SubjectRules;
  /** Null: calls are not signed (small federations of tests). */
  signCall: SignCall | null;
}

/** A part that an organisation should have delivered and did not. */
export interface NotDelivered {
  clientId: string;
  role: string;
  /** Null: it is not known which organisation of the role. */
  oin: string | null;
  /** The code of the error that says so. */
  reason: string;
}

/** One run of an operation: what it has collected so far. Lives as long as the request. */
export interface Execution {
  /** The supergraph's schema, inaccessible elements included. */
  schema: GraphQLSchema;
  services: ExecutionServices;
  context: RequestContext;
  /** The caller's variables as sent. */
  rawVariables: Readonly<Record<string, unknown>>;
  /** The same, coerced, with defaults. */
  variables: Readonly<Record<string, unknown>>;
  /** Null where every role has one organisation that knows clients by their own id. */
  links: SubjectLinks | null;
  /** Null: everything is allowed (conformance runs). */
  access: RequestAccess | null;
  /** What organisations answered, merged; by response names, from the root. */
  data: JsonObject;
  problems: Problem[];
  /** What is to be recorded before the answer leaves; null: nothing is. */
  trail: AccessTrail | null;
  /** Records that these acts are about to be done, by coordinates of `Mutation`. They are not done when it rejects. */
  beginActs: ((coordinates: readonly string[]) => Promise<void>) | null;
  notDelivered: NotDelivered[];
}
