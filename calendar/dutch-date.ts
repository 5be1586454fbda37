let dates: Intl.DateTimeFormat | undefined;

/** The calendar date in the Netherlands at a moment, ISO 8601. */
export function dutchDate(at: Date): string {
  // Made when it is first needed: time zones take a process five megabytes.
  dates ??= new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });
  return dates.format(at);
}
