import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWorkingDay, lastDayOfTerm } from '../../calendar/working-days.ts';

test.each([
  ['the next day', '2026-11-23', 1, '2026-11-24'],
  ['over a weekend', '2026-11-20', 3, '2026-11-25'],
  ['from within a weekend', '2026-11-21', 1, '2026-11-23'],
  ['over Christmas and New Year', '2026-12-24', 5, '2027-01-04'],
  ['over Easter, Good Friday too', '2026-04-02', 1, '2026-04-07'],
  ['over Ascension Day', '2026-05-13', 1, '2026-05-15'],
])('a term ends %s', (_, from, days, until) => {
  expect(lastDayOfTerm(from, days)).toBe(until);
});

test('a term ends on a working day, and has as many as it says', () => {
  const dates = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(dates, fc.integer({ min: 1, max: 30 }), (date, days) => {
      const from = date.toISOString().slice(0, 10);
      const until = lastDayOfTerm(from, days);
      const all = Array.from({ length: (Date.parse(until) - Date.parse(from)) / 86_400_000 }, (_, index) =>
        new Date(Date.parse(from) + (index + 1) * 86_400_000).toISOString().slice(0, 10),
      );
      expect(isWorkingDay(until)).toBe(true);
      expect(all.filter(isWorkingDay)).toHaveLength(days);
    }),
  );
});
