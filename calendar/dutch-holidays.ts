/**
 * The public holidays of the Netherlands in a year, as ISO 8601 dates. Source: Algemene termijnenwet art. 3, with Good Friday,
 * which its second paragraph puts on a par. The fifth of May is in it every year.
 *
 * @param year 1583 or later
 */
export function dutchHolidays(year: number): string[] {
  const easter = easterSunday(year);
  const kingsDay = new Date(Date.UTC(year, 3, 27));
  return [
    iso(new Date(Date.UTC(year, 0, 1))),
    ...[-2, 0, 1, 39, 49, 50].map((days) => iso(new Date(easter.getTime() + days * dayMs))),
    // On a Sunday, it is kept the day before.
    iso(kingsDay.getUTCDay() === 0 ? new Date(kingsDay.getTime() - dayMs) : kingsDay),
    iso(new Date(Date.UTC(year, 4, 5))),
    iso(new Date(Date.UTC(year, 11, 25))),
    iso(new Date(Date.UTC(year, 11, 26))),
  ];
}

const dayMs = 86_400_000;

function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Source: the anonymous Gregorian algorithm (Meeus, Jones, Butcher). */
function easterSunday(year: number): Date {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const corrected = (19 * golden + century - Math.floor(century / 4) + 15 - Math.floor((8 * century + 13) / 25)) % 30;
  const [leap, weekday] = [Math.floor((year % 100) / 4), year % 4];
  const toSunday = (32 + 2 * (century % 4) + 2 * leap - corrected - weekday) % 7;
  const late = Math.floor((golden + 11 * corrected + 22 * toSunday) / 451);
  const day = corrected + toSunday - 7 * late + 114;
  return new Date(Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1));
}
