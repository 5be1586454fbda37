import type { CategoryAccess } from '../../consent/access-control.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { newSpanId } from '../../http/trace-context.ts';
import type { FieldSet } from '../record/field-set.ts';
import type { LogActor, LogBasis, LogDenial, LogEntry, LogKind, LogStatus } from '../record/log-record.ts';
import type { SubjectPseudonym } from '../record/subject-pseudonym.ts';
import type { AccessLine, AccessTrail, ActLine, SearchLine } from './access-trail.ts';
import { unionOf } from './field-set-union.ts';

/** What the lines of one request have in common. */
export interface LoggedRequest {
  context: RequestContext;
  /** What was asked, by names of the graph. */
  name: string;
  /** SHA-256 of the document, hex. */
  document: string;
  /** The purpose, where it is an activity of the register. */
  activity: string | null;
  /** Version of the register. */
  register: string;
  start: number;
  pseudonymOf: SubjectPseudonym;
}

/** How a run ended: its answer leaves, or it does not, and why. */
export type RunOutcome = { released: true; status: LogStatus } | { released: false; status: LogStatus; reason: string };

/** A run in the log: the entries, and the field sets that they name. */
export interface TrailEntries {
  entries: LogEntry[];
  fieldSets: FieldSet[];
}

/** The lines of a run, without that of its request. */
export function trailEntries(request: LoggedRequest, trail: AccessTrail, outcome: RunOutcome): TrailEntries {
  const fieldSets = new Set<FieldSet>();
  const entries: LogEntry[] = [];
  const common = commonOf(request);
  for (const line of trail.lines) {
    if (tells(line)) entries.push(accessEntry(request, common, line, outcome, fieldSets));
  }
  for (const act of trail.acts) entries.push(actEntry(request, common, act));
  for (const search of trail.searches) entries.push(searchEntry(request, common, search));
  return { entries, fieldSets: [...fieldSets] };
}

// A root that just leads to persons, or to nobody, tells nothing that the request's own line does not.
function tells({ subject, released, denied, failed }: AccessLine): boolean {
  return subject !== null || failed || released.size + denied.size > 0;
}

/** The line of the request itself: the root of the others. */
export function requestEntry(request: LoggedRequest, status: LogStatus): LogEntry {
  const { trace } = request.context;
  return {
    ...commonOf(request),
    kind: 'request',
    parent: trace.parentSpanId,
    span: trace.spanId,
    status,
    start: request.start,
    end: Date.now(),
    document: request.document,
  };
}

/** The line that an act is about to be done. */
export function actBegunEntry(request: LoggedRequest, coordinate: string): LogEntry {
  return { ...commonOf(request), kind: 'act-begun', name: coordinate, status: 'Unset' };
}

function commonOf({ context, name, activity, register }: LoggedRequest): LogEntry {
  const now = Date.now();
  return {
    activity,
    actor: actorOf(context),
    basis: [],
    denied: [],
    document: null,
    end: now,
    fields: null,
    fsc: context.trace.fscTransactionId,
    kind: 'access' satisfies LogKind,
    name,
    organisation: null,
    parent: context.trace.spanId,
    register,
    released: [],
    source: null,
    span: newSpanId(),
    start: now,
    status: 'Ok',
    subject: null,
    trace: context.trace.traceId,
  };
}

function actorOf({ actor }: RequestContext): LogActor {
  return { organisation: actor.organisation, role: actor.role, subject: actor.subject, team: actor.team };
}

function accessEntry(
  { pseudonymOf }: LoggedRequest,
  common: LogEntry,
  line: AccessLine,
  outcome: RunOutcome,
  fieldSets: Set<FieldSet>,
): LogEntry {
  const { organisation, subject } = line;
  const fields = outcome.released && line.fields.size > 0 ? unionOf(line.fields) : null;
  if (fields) fieldSets.add(fields);
  const released = outcome.released ? line.released : nothing;
  return {
    ...common,
    basis: basesOf(released),
    denied: denialsOf(outcome.released ? line.denied : withheld(line, outcome.reason)),
    end: line.end,
    fields: fields?.digest ?? null,
    organisation: organisation.oin === '' ? null : organisation.oin,
    released: [...released.keys()].sort(),
    source: organisation.role,
    span: line.span,
    start: line.start,
    status: outcome.released ? statusOf(line) : outcome.status,
    subject: subject === null || subject === '' ? null : pseudonymOf(subject),
  };
}

const nothing: ReadonlyMap<string, CategoryAccess> = new Map();

function withheld({ released, denied }: AccessLine, reason: string): Map<string, string> {
  return new Map([...denied, ...[...released.keys()].map((category): [string, string] => [category, reason])]);
}

function statusOf({ failed, released }: AccessLine): LogStatus {
  if (failed) return 'Error';
  return released.size > 0 ? 'Ok' : 'Unset';
}

/** Those categories together that rest upon the same. */
function basesOf(released: ReadonlyMap<string, CategoryAccess>): LogBasis[] {
  const bases: (LogBasis & { categories: string[] })[] = [];
  for (const [category, decision] of released) {
    if (!decision.allowed) continue;
    const known = bases.find((basis) => isSame(basis, decision));
    if (known) known.categories.push(category);
    else {
      const { article = null, basis = null, consent = null, emergencyId: emergency = null } = decision;
      const { id, version } = consent ?? {};
      const relied = id === undefined || version === undefined ? null : { id, version };
      bases.push({ article, basis, categories: [category], consent: relied, emergency });
    }
  }
  for (const { categories } of bases) categories.sort();
  return bases;
}

function isSame(
  { article, basis, consent, emergency }: LogBasis,
  decision: CategoryAccess & { allowed: true },
): boolean {
  return (
    article === (decision.article ?? null) &&
    basis === (decision.basis ?? null) &&
    consent?.id === decision.consent?.id &&
    consent?.version === decision.consent?.version &&
    emergency === (decision.emergencyId ?? null)
  );
}

function denialsOf(denied: ReadonlyMap<string, string>): LogDenial[] {
  const denials = new Map<string, string[]>();
  for (const [category, reason] of denied) {
    const known = denials.get(reason);
    if (known) known.push(category);
    else denials.set(reason, [category]);
  }
  return [...denials].map(([reason, categories]) => ({ categories: categories.sort(), reason }));
}

const statusOfAct = { done: 'Ok', refused: 'Unset', failed: 'Error' } as const satisfies Record<string, LogStatus>;

function actEntry({ pseudonymOf }: LoggedRequest, common: LogEntry, act: ActLine): LogEntry {
  const { coordinate: name, subject, outcome, asked, start, end } = act;
  return {
    ...common,
    kind: 'act',
    name,
    organisation: asked?.oin ?? null,
    source: asked?.role ?? null,
    span: newSpanId(),
    start,
    end,
    status: statusOfAct[outcome],
    subject: subject === null ? null : pseudonymOf(subject),
  };
}

function searchEntry({ pseudonymOf }: LoggedRequest, common: LogEntry, search: SearchLine): LogEntry {
  const { coordinate: name, subject, answered, start, end } = search;
  return {
    ...common,
    kind: 'search',
    name,
    span: newSpanId(),
    start,
    end,
    status: answered ? 'Ok' : 'Unset',
    subject: subject === null ? null : pseudonymOf(subject),
  };
}
