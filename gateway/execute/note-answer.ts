import { type ActLine, noteDisclosure } from '../audit/trail/access-trail.ts';
import type { DecideCategory } from '../consent/access-control.ts';
import type { Organisation } from '../partners/organisation.ts';
import type { FetchStep } from '../plan/compile-fetch.ts';
import { wholeDisclosureOf } from '../plan/disclosure.ts';
import { isObject, type JsonObject } from '../plan/json.ts';
import { actMarks, subjectMark } from '../plan/subject-rules.ts';
import type { DecidedCall } from './decide-call.ts';
import type { Execution } from './execution.ts';
import type { ReadAnswer } from './read-outcome.ts';

const everything: DecideCategory = () => ({ allowed: true });

/**
 * Notes what came of a call. What a partner answered was decided on before it was asked; what the wijkteam's own subgraph and
 * the gateway answer is noted where it is screened.
 */
export function noteAnswer(execution: Execution, step: FetchStep, { call, parts }: ReadAnswer): void {
  const { trail, access, services } = execution;
  if (!trail) return;
  const { organisation } = call;
  const isDecided = access === null || services.rules.isPartner(step.role);
  for (const { entry, read, failed, group } of parts) {
    const subject = entry?.subject ?? null;
    const line = trail.line(subject, organisation);
    line.end = Date.now();
    if (failed) line.failed = true;
    const { selection } = group.variant;
    if (!read || !selection || !isDecided) continue;
    const decide = access?.about(subject, organisation) ?? everything;
    noteDisclosure(line, wholeDisclosureOf(selection, services.rules.type), decide);
  }
}

/** Notes each act, whom it asked and how it ended, and takes the marks that tell it out of the answer. */
export function noteActs({ trail, services }: Execution, { parts }: ReadAnswer, start: number): void {
  const end = Date.now();
  for (const part of parts) {
    for (const { coordinate, name } of part.group.variant.selection?.fieldsOf() ?? []) {
      const payload = part.read?.[name];
      const { oins, ...ended } = isObject(payload) ? takeMarks(payload) : failed;
      for (const asked of askedOf(services, oins)) trail?.acts.push({ coordinate, ...ended, asked, start, end });
    }
  }
}

/** What an act's payload tells for the log. */
interface ActMarks extends Pick<ActLine, 'subject' | 'outcome'> {
  /** The organisations that were asked. */
  oins: readonly string[];
}

const failed: ActMarks = { subject: null, outcome: 'failed', oins: [] };

// An act is a line for each organisation that it asked; one that asked none is a line too.
function askedOf({ directory }: Execution['services'], oins: readonly string[]): (Organisation | null)[] {
  const asked = new Set(oins.map((oin) => directory.byOin(oin) ?? null));
  return asked.size > 0 ? [...asked] : [null];
}

function takeMarks(payload: JsonObject): ActMarks {
  const refused = payload[actMarks.refused];
  const about = payload[actMarks.subject];
  const asked = payload[actMarks.asked];
  for (const mark of Object.values(actMarks)) delete payload[mark];
  const subject = isObject(about) ? about[subjectMark] : about;
  return {
    subject: typeof subject === 'string' ? subject : null,
    outcome: Array.isArray(refused) && refused.length > 0 ? 'refused' : 'done',
    oins: (Array.isArray(asked) ? asked : [asked]).filter((oin) => typeof oin === 'string'),
  };
}

/** The acts that these calls do, by the fields of `Mutation` that do them. */
export function actsOf(calls: readonly DecidedCall[]): string[] {
  const groups = calls.flatMap((call) => call.groups);
  return groups.flatMap(({ variant }) => (variant.selection?.fieldsOf() ?? []).map(({ coordinate }) => coordinate));
}

/** The one person that a call is about: its line is the span that the organisation sees. Else it is the request's. */
export function spanOf({ trail, context }: Execution, { groups, organisation }: DecidedCall): string {
  const [entry, another] = groups.flatMap(({ asked }) => asked ?? []);
  if (!trail || !entry || another || entry.subject === null) return context.trace.spanId;
  return trail.line(entry.subject, organisation).span;
}
