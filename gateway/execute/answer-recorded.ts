import type { Audit } from '../audit/audit.ts';
import type { LogEntry, LogStatus } from '../audit/record/log-record.ts';
import type { ReleaseVerdict } from '../audit/release.ts';
import { type LoggedRequest, type RunOutcome, requestEntry, trailEntries } from '../audit/trail/trail-entries.ts';
import { AccessChangedError } from '../errors.ts';
import type { Answer } from './execute-operation.ts';
import type { Execution } from './execution.ts';
import { reliedUpon } from './relied-upon.ts';
import { statusOf } from './status-of-answer.ts';

/** One run of an operation: its answer, and what it did. */
export interface Run {
  execution: Execution;
  answer: Answer;
}

// How often what changed meanwhile is decided again before the request is refused.
const maxRuns = 3;

/**
 * Runs an operation and hands on its answer when it is recorded and everything that it relied upon is still so. What changed
 * meanwhile is decided again, by running what is allowed now; acts are never done again.
 *
 * @param run begins and runs the operation anew; what it began with is in the trail also when it fails
 * @throws {AccessChangedError} when it keeps changing
 * @throws {AuditUnavailableError} when it could not be recorded
 */
export async function answerRecorded(
  audit: Audit,
  request: LoggedRequest,
  { isAct, begin, run }: { isAct: boolean; begin: () => Execution; run: (execution: Execution) => Promise<Answer> },
): Promise<Answer> {
  const unrecorded: Unrecorded = { request: true, withheld: [] };
  for (let runs = 1; ; runs += 1) {
    const execution = begin();
    const answer = await run(execution).catch(async (error: unknown) => {
      const fault: RunOutcome = { released: false, status: 'Error', reason: 'INTERNAL_SERVER_ERROR' };
      unrecorded.withheld.push(entriesOf(request, execution, fault));
      await recordWithheld(audit, request, unrecorded, 'Error');
      throw error;
    });
    const verdict = await release(audit, request, { execution, answer }, unrecorded);
    if (verdict.released) return answer;
    execution.access?.outdated?.(verdict.changed);
    // Then all of it stands in the log, and must not stand there twice.
    if (verdict.isRecorded) Object.assign(unrecorded, { request: false, withheld: [] } satisfies Unrecorded);
    else unrecorded.withheld.push(entriesOf(request, execution, accessChanged));
    if (isAct || runs === maxRuns) break;
  }
  await recordWithheld(audit, request, unrecorded, 'Unset');
  throw new AccessChangedError('What the answer relied upon changed while it was made.');
}

type RunEntries = ReturnType<typeof trailEntries>;

const accessChanged: RunOutcome = { released: false, status: 'Unset', reason: 'ACCESS_CHANGED' };

/** What of a request is not in the log yet. */
interface Unrecorded {
  /** Its own line. */
  request: boolean;
  /** What organisations were asked in runs whose answer did not leave. */
  withheld: RunEntries[];
}

function linesOf({ request, withheld }: Unrecorded, logged: LoggedRequest, status: LogStatus): LogEntry[] {
  const lines = withheld.flatMap(({ entries }) => entries);
  return request ? [requestEntry(logged, status), ...lines] : lines;
}

function entriesOf(request: LoggedRequest, { trail }: Execution, outcome: RunOutcome): RunEntries {
  return trail ? trailEntries(request, trail, outcome) : { entries: [], fieldSets: [] };
}

async function release(
  audit: Audit,
  request: LoggedRequest,
  { execution, answer }: Run,
  unrecorded: Unrecorded,
): Promise<ReleaseVerdict> {
  const relied = await reliedUpon(execution);
  if ('changed' in relied) return { released: false, changed: relied.changed };
  const status = statusOf(answer);
  const own = entriesOf(request, execution, { released: true, status });
  const entries = [...linesOf(unrecorded, request, status), ...own.entries];
  return audit.release({ entries, fieldSets: own.fieldSets, ...relied });
}

async function recordWithheld(
  audit: Audit,
  request: LoggedRequest,
  unrecorded: Unrecorded,
  status: 'Error' | 'Unset',
): Promise<void> {
  const lines = linesOf(unrecorded, request, status);
  if (lines.length > 0) await audit.append(lines);
}
