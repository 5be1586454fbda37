import type { PartnerRole } from '../partner-roles.ts';

/** How long a pause lasts at most, in months. Source: convenant landelijke pauzeknop. */
export const maxPauseMonths = 8;

/**
 * The last day that a freeze from `from` may be asked for at an organisation of this role. Whether an organisation would grant more
 * by a standing agreement, it alone knows.
 *
 * Source: CJIB noodstop, four months, and eight more when municipal debt help runs; cooling-off, six months (Wgs art. 5)
 */
export function lastDayAt(role: PartnerRole, from: string, debtAssistance: boolean): string {
  if (role === 'cjib') return lastDayOf(from, debtAssistance ? 12 : 4);
  return lastDayOf(from, 6);
}

/** The last day of so many months from a day: the day before the one with the same number, or the last of a shorter month. */
export function lastDayOf(from: string, months: number): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const end = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth)));
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}
