const timeZone = 'Europe/Amsterdam';
const days = new Intl.DateTimeFormat('nl-NL', {
  timeZone,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const dates = new Intl.DateTimeFormat('nl-NL', { timeZone, day: 'numeric', month: 'long', year: 'numeric' });
const times = new Intl.DateTimeFormat('nl-NL', { timeZone, hour: '2-digit', minute: '2-digit' });
const stamps = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });

/** Instants in milliseconds since 1970, as they are called in the Netherlands. */
export const dutchTime = {
  /** `zaterdag 21 november 2026` */
  day: (at: number): string => days.format(at),
  /** `21 november 2026` */
  date: (at: number): string => dates.format(at),
  /** `13:05` */
  time: (at: number): string => times.format(at),
  /** `2026-11-21 13:05:09`: sorts as it reads. */
  stamp: (at: number): string => stamps.format(at),
};
