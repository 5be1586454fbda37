import { dutchHolidays } from './dutch-holidays.ts';

const dayMs = 86_400_000;

/** Is it a day on which offices work: no Saturday, Sunday or public holiday of the Netherlands? `date` is ISO 8601. */
export function isWorkingDay(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !dutchHolidays(Number(date.slice(0, 4))).includes(date);
}

/**
 * The last day of a term of working days. The day on which it begins does not count.
 *
 * @param date when it begins, ISO 8601
 * @param days of the term, 1 to 100
 */
export function lastDayOfTerm(date: string, days: number): string {
  let [day, left] = [date, days];
  while (left > 0) {
    day = new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}
