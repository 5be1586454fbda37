import type { OfficeHours, Weekday } from '../store/request-tables.ts';

/** Dutch abbreviations of the days of the week, in their order. */
const days: readonly { name: string; day: Weekday }[] = [
  { name: 'ma', day: 'MONDAY' },
  { name: 'di', day: 'TUESDAY' },
  { name: 'wo', day: 'WEDNESDAY' },
  { name: 'do', day: 'THURSDAY' },
  { name: 'vr', day: 'FRIDAY' },
  { name: 'za', day: 'SATURDAY' },
  { name: 'zo', day: 'SUNDAY' },
];

/** Reads hours as people write them: `ma t/m do 9.00–12.30`, `ma, wo en vr 9.00–17.00`. Anything else is no hours. */
export function readOfficeHours(text: string): OfficeHours[] {
  const [, named = '', from = '', until = ''] = /^(.+) (\d{1,2}\.\d{2})–(\d{1,2}\.\d{2})$/.exec(text) ?? [];
  const [first, last, ...more] = named.split(' t/m ').map((name) => days.findIndex((each) => each.name === name));
  const isRange = first !== undefined && last !== undefined && more.length === 0 && first >= 0 && last >= first;
  const listed = named.split(/, | en /).map((name) => days.find((each) => each.name === name));
  const found = isRange ? days.slice(first, last + 1) : listed;
  if (found.some((each) => each === undefined)) return [];
  return found.flatMap((each) => (each ? [{ day: each.day, from: clock(from), until: clock(until) }] : []));
}

function clock(time: string): string {
  return time.replace('.', ':').padStart(5, '0');
}
