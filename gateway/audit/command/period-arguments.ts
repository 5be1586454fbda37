import type { Period } from '../verify/log-row.ts';
import { WrongArgumentsError } from './audit-command.ts';

/** For `parseArgs`. */
export const periodOptions = { from: { type: 'string' }, to: { type: 'string' } } as const;

const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * The period that `--from` and `--to` name: dates, which begin at 00:00 UTC as the log's months do, or times with their zone.
 *
 * @throws {WrongArgumentsError}
 */
export function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }): Period {
  const period = { from: instant('--from', from), to: instant('--to', to) };
  if (period.from !== null && period.to !== null && period.from >= period.to) {
    throw new WrongArgumentsError('--from: expected a time before that of --to');
  }
  return period;
}

function instant(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = form.test(text) ? Date.parse(text) : Number.NaN;
  // A day that the month has not, becomes one of the next month when it is read.
  const isThere =
    !Number.isNaN(time) && new Date(`${text.slice(0, 10)}T00:00Z`).toISOString().startsWith(text.slice(0, 10));
  if (isThere) return time;
  throw new WrongArgumentsError(`${option}: expected a date (2026-11-01) or a time with its zone (2026-11-01T09:30Z)`);
}
