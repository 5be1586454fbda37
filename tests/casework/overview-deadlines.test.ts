import { expect, test } from 'vitest';
import { agency, arrangement, corporation, debt, dossier, freeze, insurer, overviewOf } from './dossier-fixtures.ts';

test('all kinds of deadlines, soonest first, in words', () => {
  const { deadlines } = overviewOf({
    housing: [
      dossier(corporation, {
        eviction: { stage: 'ANNOUNCED', date: '2026-12-03' },
        tenancy: { monthsInArrears: 7 },
        debtFreezes: [freeze(['a'], { until: '2026-12-31' })],
      }),
    ],
    insurance: [
      dossier(insurer, {
        cakReportDate: '2026-12-01',
        reportedToCak: false,
        monthsInArrears: 5,
        paymentArrangements: [arrangement(['b'], { deferredUntil: '2027-01-15', monthlyCents: 123_456 })],
      }),
    ],
    cjib: [dossier(agency, { emergencyStop: { until: '2026-11-30' } })],
  });
  expect(deadlines.map(({ kind, date, partner, description }) => [date, kind, partner.name, description])).toEqual([
    ['2026-11-30', 'FREEZE_ENDS', 'CJIB', 'De noodstop bij CJIB eindigt.'],
    [
      '2026-12-01',
      'CAK_REPORT',
      'De Brugwacht',
      'De Brugwacht meldt de cliënt aan bij het CAK (5 maandpremies achterstand).',
    ],
    [
      '2026-12-03',
      'EVICTION',
      'De Vechtoever',
      'De Vechtoever heeft de ontruiming aangezegd (7 maanden huurachterstand).',
    ],
    ['2026-12-31', 'FREEZE_ENDS', 'De Vechtoever', 'De schuldpauze bij De Vechtoever eindigt.'],
    [
      '2027-01-15',
      'DEFERRAL_ENDS',
      'De Brugwacht',
      'Het uitstel bij De Brugwacht eindigt; de eerste termijn van € 1.234,56 is te betalen.',
    ],
  ]);
});

test.each([
  ['announced today', { stage: 'ANNOUNCED', date: '2026-11-21' }, 1],
  ['adjudicated, with a date', { stage: 'JUDGMENT', date: '2026-12-01' }, 1],
  ['announced for yesterday', { stage: 'ANNOUNCED', date: '2026-11-20' }, 0],
  ['announced without a date', { stage: 'ANNOUNCED', date: null }, 0],
  ['called off', { stage: 'CALLED_OFF', date: '2026-12-01' }, 0],
  ['with the bailiff', { stage: 'BAILIFF', date: '2026-12-01' }, 0],
] as const)('an eviction %s', (_, eviction, expected) => {
  expect(overviewOf({ housing: [dossier(corporation, { eviction })] }).deadlines).toHaveLength(expected);
});

test.each([
  ['is due', { cakReportDate: '2026-12-01', reportedToCak: false }, 1],
  ['was made', { cakReportDate: '2026-12-01', reportedToCak: true }, 0],
  ['lies behind', { cakReportDate: '2026-11-20', reportedToCak: false }, 0],
  ['is not planned', { cakReportDate: null, reportedToCak: false }, 0],
])('a report to the CAK that %s', (_, own, expected) => {
  expect(overviewOf({ insurance: [dossier(insurer, own)] }).deadlines).toHaveLength(expected);
});

test('freezes of one organisation that end on one day are one deadline; refused ones are none', () => {
  const overview = overviewOf({
    cjib: [
      dossier(agency, {
        debts: [debt('a'), debt('b')],
        debtFreezes: [
          freeze(['a'], { until: '2026-12-31' }),
          freeze(['b'], { until: '2026-12-31' }),
          freeze(['b'], { until: '2027-01-31', status: 'REFUSED' }),
        ],
        emergencyStop: { until: '2026-12-31' },
      }),
    ],
  });
  expect(overview.deadlines.map(({ description }) => description)).toEqual(['De schuldpauze bij CJIB eindigt.']);
});

test('only a running arrangement has a deferral that ends', () => {
  const paymentArrangements = [arrangement(['a'], { status: 'PROPOSED', deferredUntil: '2027-01-15' })];
  expect(overviewOf({ insurance: [dossier(insurer, { paymentArrangements })] }).deadlines).toEqual([]);
});
