/** How many days a freeze lasts, first and last day included. */
export function freezeDays({ from, until }: { from: string; until: string }): number {
  return Temporal.PlainDate.from(from).until(until, { largestUnit: 'days' }).days + 1;
}

/** The same day of a later month, or that month's last day. ISO 8601. */
export function addMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** The later of two dates. */
export function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

/** The earlier of two dates. */
export function earlierOf(one: string, other: string): string {
  return one > other ? other : one;
}
