import { expect, test } from 'vitest';
import { dutchHolidays } from '../../calendar/dutch-holidays.ts';

test.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2027, '2027-03-28'],
  [2038, '2038-04-25'],
  [2049, '2049-04-18'],
  [2076, '2076-04-19'],
])('Easter of %i is on %s', (year, easter) => {
  expect(dutchHolidays(year)).toContain(easter);
});

test('the holidays of 2026', () => {
  expect(dutchHolidays(2026).toSorted()).toEqual([
    '2026-01-01',
    '2026-04-03',
    '2026-04-05',
    '2026-04-06',
    '2026-04-27',
    '2026-05-05',
    '2026-05-14',
    '2026-05-24',
    '2026-05-25',
    '2026-12-25',
    '2026-12-26',
  ]);
});

test("a King's Day that falls on a Sunday is kept on Saturday", () => {
  const inApril = dutchHolidays(2025).filter((date) => /-04-2[67]/.test(date));
  expect(inApril).toEqual(['2025-04-26']);
});
