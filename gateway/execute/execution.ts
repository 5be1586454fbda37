import type { GraphQLSchema } from 'graphql';
import type { AccessRecord } from '../audit/release.ts';
import type { Decide } from '../consent/decide.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Directory } from '../partners/directory.ts';
import type { RequestLinks } from '../partners/links.ts';
import type { PartnerCaller } from '../partners/partner-call.ts';
import type { SubjectRule } from '../plan/compile-plan.ts';
import type { JsonObject } from '../plan/json.ts';
import type { Problem } from './problems.ts';

/** What all executions share. */
export interface ExecutionServices {
  directory: Directory;
  caller: PartnerCaller;
  decide: Decide;
  /** Which field holds the data subject's id. */
  subject: SubjectRule;
  /** Does the role know clients by pseudonyms, through links? */
  isPartner(role: string): boolean;
}

/** A part that an organisation should have delivered and did not. */
export interface NotDelivered {
  clientId: string;
  role: string;
  oin: string;
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
  links: RequestLinks | null;
  /** What organisations answered, merged; by response names, from the root. */
  data: JsonObject;
  problems: Problem[];
  records: AccessRecord[];
  notDelivered: NotDelivered[];
}
