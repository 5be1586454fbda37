import { randomBytes } from 'node:crypto';
import { subjectPseudonyms } from '../../../gateway/audit/record/subject-pseudonym.ts';
import { testAuditSecret } from '../../support/audit-settings.ts';
import { type LoggedRecord, readLog } from '../../support/read-log.ts';
import type { AskOptions, World, WorldAnswer } from '../../support/world.ts';

export const logNameOf = subjectPseudonyms(testAuditSecret);

export interface LoggedAnswer extends WorldAnswer {
  /** The lines of this request, that of the request itself first where there is one. */
  records: LoggedRecord[];
}

/** Asks in a trace of its own, and reads what the log has of that. */
export async function askLogged(world: World, query: string, options: AskOptions = {}): Promise<LoggedAnswer> {
  const trace = randomBytes(16).toString('hex');
  const traceparent = `00-${trace}-${randomBytes(8).toString('hex')}-01`;
  const answer = await world.ask(query, { ...options, headers: { traceparent, ...options.headers } });
  return { ...answer, records: await recordsOf(world, trace) };
}

/** The lines of one trace. */
export async function recordsOf(world: World, trace: string): Promise<LoggedRecord[]> {
  return (await readLog(world.databaseUrl)).filter((record) => record.trace === trace);
}

/** A line in brief: what kind, of which role, about whom, what was released. */
export function brief({ kind, source, subject, released }: LoggedRecord) {
  return [kind, source, subject, released.join(' ')];
}

/** Lines about access to somebody's data, as `role: categories`. */
export function shownOf(records: readonly LoggedRecord[], clientId: string): string[] {
  return records
    .filter(({ kind, subject }) => kind === 'access' && subject === logNameOf(clientId))
    .map(({ source, released }) => `${source}: ${released.join(' ')}`)
    .sort();
}
