import type { OfficeHours, Weekday } from '../store/request-tables.ts';

const timeZone = 'Europe/Amsterdam';
const weekdays: readonly Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/**
 * The first moment at or after `at` at which a person can be reached, by the hours of the week and an absence; null when no hours
 * are known. Hours are local time in the Netherlands. Holidays are not known here.
 */
export function reachableFrom(
  { officeHours, absentUntil }: { officeHours: readonly OfficeHours[]; absentUntil: string | null },
  at: Date,
): Date | null {
  const now = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const back = absentUntil === null ? today : Temporal.PlainDate.from(absentUntil).add({ days: 1 });
  const first = Temporal.PlainDate.compare(back, today) > 0 ? back : today;
  // Eight days: the hours of this day may be over, and then the same day of the week is the next.
  for (let days = 0; days <= 7; days += 1) {
    const moment = firstMoment(first.add({ days }), officeHours, now);
    if (moment !== null) return new Date(moment.epochMilliseconds);
  }
  return null;
}

/** The first moment of a day's hours that is not before `now`; null when there is none. */
function firstMoment(
  day: Temporal.PlainDate,
  officeHours: readonly OfficeHours[],
  now: Temporal.Instant,
): Temporal.Instant | null {
  const at = (time: string) => day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
  const moments = officeHours
    .filter((hours) => hours.day === weekdays[day.dayOfWeek - 1])
    .map(({ from, until }) => ({ opens: at(from), closes: at(until) }))
    .filter(({ closes }) => Temporal.Instant.compare(now, closes) < 0)
    .map(({ opens }) => (Temporal.Instant.compare(opens, now) > 0 ? opens : now))
    .toSorted(Temporal.Instant.compare);
  return moments[0] ?? null;
}
