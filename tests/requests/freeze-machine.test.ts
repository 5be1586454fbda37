import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freezeEvents, nextFreezeStatus, settleFreeze } from '../../subgraphs/kit/requests/freezes/freeze-machine.ts';
import { freezeStatuses } from '../../subgraphs/kit/requests/wire/answer-wire.ts';

const allowed = [
  'REQUESTED grant GRANTED',
  'REQUESTED grant-now ACTIVE',
  'REQUESTED refuse REFUSED',
  'REQUESTED counter-offer COUNTER_OFFERED',
  'REQUESTED pass-up REQUESTED',
  'REQUESTED withdraw WITHDRAWN',
  'REQUESTED lapse LAPSED',
  'COUNTER_OFFERED refuse REFUSED',
  'COUNTER_OFFERED accept GRANTED',
  'COUNTER_OFFERED accept-now ACTIVE',
  'COUNTER_OFFERED withdraw WITHDRAWN',
  'COUNTER_OFFERED lapse LAPSED',
  'GRANTED withdraw ENDED',
  'GRANTED start ACTIVE',
  'GRANTED end ENDED',
  'ACTIVE withdraw ENDED',
  'ACTIVE end ENDED',
  'ACTIVE break BROKEN',
  'ACTIVE lapse LAPSED',
];

test('of all statuses and events only these lead anywhere', () => {
  const found = freezeStatuses.flatMap((status) =>
    freezeEvents.flatMap((event) => {
      const next = nextFreezeStatus(status, event);
      return next === null ? [] : [`${status} ${event} ${next}`];
    }),
  );
  expect(found.toSorted()).toEqual(allowed.toSorted());
});

const day = fc.integer({ min: 0, max: 400 }).map((days) => {
  return new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
});
const freeze = fc.record({
  status: fc.constantFrom(...freezeStatuses),
  version: fc.integer({ min: 1, max: 9 }),
  from: day,
  until: day,
});

test('what the clock does comes to the same whether or not it was stored on the way, and is never undone', () => {
  fc.assert(
    fc.property(freeze, day, day, (stored, one, other) => {
      const [early = '', late = ''] = [one, other].toSorted();
      const first = settleFreeze(stored, early);
      const { status, version } = settleFreeze({ ...stored, status: first.status, version: first.version }, late);
      const atOnce = settleFreeze(stored, late);
      expect({ status, version }).toEqual({ status: atOnce.status, version: atOnce.version });
      expect(atOnce.version).toBe(stored.version + atOnce.events.length);
      expect(settleFreeze({ ...stored, status, version }, early).version).toBeGreaterThanOrEqual(first.version);
    }),
  );
});

test('a freeze runs from its first day through its last, and one that is not decided by then lapses', () => {
  const granted = { status: 'GRANTED', version: 2, from: '2026-12-01', until: '2026-12-31' } as const;
  const on = (today: string, status: (typeof freezeStatuses)[number] = 'GRANTED') => {
    const settled = settleFreeze({ ...granted, status }, today);
    return `${settled.status} ${settled.version}`;
  };
  expect(on('2026-11-30')).toBe('GRANTED 2');
  expect(on('2026-12-01')).toBe('ACTIVE 3');
  expect(on('2026-12-31')).toBe('ACTIVE 3');
  expect(on('2027-01-01')).toBe('LAPSED 4');
  expect(on('2026-12-31', 'REQUESTED')).toBe('REQUESTED 2');
  expect(on('2027-01-01', 'REQUESTED')).toBe('LAPSED 3');
  expect(on('2027-01-01', 'COUNTER_OFFERED')).toBe('LAPSED 3');
  expect(on('2027-01-01', 'REFUSED')).toBe('REFUSED 2');
});
