import type { Audit } from '../audit/audit.ts';
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
  // What organisations were asked in runs whose answer did not leave.
  const withheld: RunEntries[] = [];
  for (let runs = 1; ; runs += 1) {
    const execution = begin();
    const answer = await run(execution).catch(async (error: unknown) => {
      const fault: RunOutcome = { released: false, status: 'Error', reason: 'INTERNAL_SERVER_ERROR' };
      await recordWithheld(audit, request, [...withheld, entriesOf(request, execution, fault)], 'Error');
      throw error;
    });
    const changed = await release(audit, request, { execution, answer }, withheld);
    if (changed === null) return answer;
    execution.access?.outdated?.(changed);
    withheld.push(entriesOf(request, execution, { released: false, status: 'Unset', reason: 'ACCESS_CHANGED' }));
    if (isAct || runs === maxRuns) break;
  }
  await recordWithheld(audit, request, withheld, 'Unset');
  throw new AccessChangedError('What the answer relied upon changed while it was made.');
}

type RunEntries = ReturnType<typeof trailEntries>;

function entriesOf(request: LoggedRequest, { trail }: Execution, outcome: RunOutcome): RunEntries {
  return trail ? trailEntries(request, trail, outcome) : { entries: [], fieldSets: [] };
}

/** @returns the clients of whom something relied upon has changed; null: the answer may leave */
async function release(
  audit: Audit,
  request: LoggedRequest,
  { execution, answer }: Run,
  withheld: readonly RunEntries[],
): Promise<readonly string[] | null> {
  const relied = await reliedUpon(execution);
  if ('changed' in relied) return relied.changed;
  const status = statusOf(answer);
  const own = entriesOf(request, execution, { released: true, status });
  const entries = [requestEntry(request, status), ...withheld.flatMap((run) => run.entries), ...own.entries];
  const verdict = await audit.release({ entries, fieldSets: own.fieldSets, ...relied });
  return verdict.released ? null : verdict.changed;
}

async function recordWithheld(
  audit: Audit,
  request: LoggedRequest,
  runs: readonly RunEntries[],
  status: 'Error' | 'Unset',
): Promise<void> {
  await audit.append([requestEntry(request, status), ...runs.flatMap(({ entries }) => entries)]);
}
