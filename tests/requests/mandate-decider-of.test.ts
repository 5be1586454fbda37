import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContactPerson } from '../../subgraphs/kit/requests/mandates/contact-persons.ts';
import { assignee, candidates, firstLine, isAbsent } from '../../subgraphs/kit/requests/mandates/decider-of.ts';
import { covers } from '../../subgraphs/kit/requests/mandates/mandate.ts';
import { reachableFrom } from '../../subgraphs/kit/requests/mandates/reachable-from.ts';
import { readOfficeHours } from '../../subgraphs/kit/requests/mandates/read-office-hours.ts';
import { whoCanDecide } from '../../subgraphs/kit/requests/mandates/who-can-decide.ts';

const today = '2026-11-23';

function person(id: string, changed: Partial<ContactPerson> = {}): ContactPerson {
  return {
    ...{ id, name: id, position: 'p', phone: '1', email: 'e', hours: 'h', channel: 'PHONE', officeHours: [] },
    ...{ absentUntil: null, deputyId: null, escalatesToId: null, login: null },
    ...{ maxFreezeDays: 60, maxArrangementCents: 100_000, mayWaiveSurcharge: false, exceptions: [] },
    ...changed,
  };
}

const ids = ['a', 'b', 'c', 'd', 'e'];
const pointer = fc.option(fc.constantFrom(...ids, 'nobody'));
const weekday = fc.constantFrom(
  'ma t/m vr 9.00–17.00',
  'di en do 10.00–16.00',
  'wo 8.30–12.30',
  'zo 1.00–4.00',
  'nooit',
);
const persons = fc.tuple(
  ...ids.map((id) =>
    fc
      .record({
        deputyId: pointer,
        escalatesToId: pointer,
        absentUntil: fc.constantFrom(null, '2026-11-22', '2026-11-23', '2026-12-04'),
        maxFreezeDays: fc.constantFrom(0, 30, 60, 120),
        officeHours: weekday.map(readOfficeHours),
      })
      .map((changed) => person(id, changed)),
  ),
);
const someone = fc.record({
  officeHours: weekday.map(readOfficeHours),
  absentUntil: fc.constantFrom(null, '2026-11-22', '2026-12-04'),
});
const start = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 });
const at = fc.date({
  min: new Date('2026-10-20T00:00:00Z'),
  max: new Date('2026-12-10T00:00:00Z'),
  noInvalidDate: true,
});
const days = fc.constantFrom(1, 30, 31, 60, 120, 121);

const mayDecide = (needed: number) => (each: ContactPerson) =>
  covers(each, { days: needed, amountCents: null, waives: false, exceptions: [] });

test('whoever the persons point at, a request is given to who may decide it and is there, if there is such a person', () => {
  fc.assert(
    fc.property(persons, start, days, (all, from, needed) => {
      const may = mayDecide(needed);
      const turn = assignee(all, from, { may, today });
      if (!turn) return expect.fail('a dossier has contact persons, so it is always the turn of one');
      const able = candidates(all, from, may);
      expect(able.every((each) => may(each.person))).toBe(true);
      expect(new Set(able.map((each) => each.person.id)).size).toBe(able.length);
      if (able.length > 0) expect(may(turn)).toBe(true);
      const present = able.filter(({ person: each, standsInFor }) => {
        return !isAbsent(each, today) && (!standsInFor || isAbsent(standsInFor, today));
      });
      if (present.length > 0) expect(turn.id).toBe(present[0]?.person.id);
    }),
  );
});

test('who is named to call now can be reached now and may decide; nobody who may is reached earlier than the first', () => {
  fc.assert(
    fc.property(persons, days, at, (all, needed, moment) => {
      const question = { topic: 'DEBT_FREEZE', days: needed, amountCents: null, exception: null } as const;
      const { now, firstReachable } = whoCanDecide(all, question, moment);
      const able = candidates(all, firstLine(all), mayDecide(needed));
      const moments = able.flatMap((each) => reachableFrom(each.person, moment)?.getTime() ?? []);
      expect(firstReachable?.from.getTime()).toBe(moments.toSorted((one, other) => one - other)[0]);
      expect(now === null).toBe(!moments.includes(moment.getTime()));
      if (!now) return;
      expect(now).toEqual(firstReachable);
      expect(mayDecide(needed)(now.person)).toBe(true);
      if (now.standsInFor) expect(reachableFrom(now.standsInFor, moment)?.getTime()).not.toBe(moment.getTime());
    }),
  );
});

test('the moment that somebody can be reached is the same to whoever asks later, until then', () => {
  fc.assert(
    fc.property(someone, at, at, (whom, one, other) => {
      const [early, late] = one < other ? [one, other] : [other, one];
      const first = reachableFrom(whom, early);
      if (first === null) {
        expect(whom.officeHours).toEqual([]);
        return;
      }
      expect(first >= early).toBe(true);
      const again = [late, first].toSorted((a, b) => a.getTime() - b.getTime());
      expect(reachableFrom(whom, again[0] ?? first)).toEqual(first);
    }),
  );
});

test('the deputy has the turn while who is first is absent, who is above when neither has the mandate', () => {
  const first = person('first', { deputyId: 'deputy', escalatesToId: 'above' });
  const deputy = person('deputy', { maxFreezeDays: 30 });
  const above = person('above', { maxFreezeDays: 180 });
  const turn = (changed: Partial<ContactPerson>, needed: number) =>
    assignee([{ ...first, ...changed }, deputy, above], ['first'], { may: mayDecide(needed), today })?.id;
  expect(turn({}, 30)).toBe('first');
  expect(turn({ absentUntil: today }, 30)).toBe('deputy');
  expect(turn({ absentUntil: '2026-11-22' }, 30)).toBe('first');
  expect(turn({ absentUntil: today }, 60)).toBe('above');
  expect(turn({}, 61)).toBe('above');
  expect(turn({}, 181)).toBe('above');
});

test.each([
  ['during hours: now', '2026-11-24T09:30:00Z', '2026-11-24T09:30:00.000Z'],
  [
    'at the very moment of closing: the next day that there are hours',
    '2026-11-24T16:00:00Z',
    '2026-11-26T08:00:00.000Z',
  ],
  ['before hours: at opening', '2026-11-24T03:00:00Z', '2026-11-24T08:00:00.000Z'],
  [
    'late on the day before, which in the Netherlands is the day itself',
    '2026-11-23T23:30:00Z',
    '2026-11-24T08:00:00.000Z',
  ],
  ['after the last hours of the week: next week', '2026-11-26T17:00:00Z', '2026-12-01T08:00:00.000Z'],
  ['over the end of summer time', '2026-10-22T16:00:00Z', '2026-10-27T08:00:00.000Z'],
])('%s', (_, asked, expected) => {
  const officeHours = readOfficeHours('di en do 9.00–17.00');
  expect(reachableFrom({ officeHours, absentUntil: null }, new Date(asked))?.toISOString()).toBe(expected);
});

test('absence ends with its last day, and hours that nobody understands are none', () => {
  const officeHours = readOfficeHours('ma t/m vr 9.00–12.30');
  expect(officeHours).toHaveLength(5);
  expect(officeHours[0]).toEqual({ day: 'MONDAY', from: '09:00', until: '12:30' });
  const back = reachableFrom({ officeHours, absentUntil: '2026-12-04' }, new Date('2026-11-24T09:30:00Z'));
  expect(back?.toISOString()).toBe('2026-12-07T08:00:00.000Z');
  expect(readOfficeHours('op afspraak')).toEqual([]);
  expect(readOfficeHours('vr t/m ma 9.00–12.30')).toEqual([]);
  expect(reachableFrom({ officeHours: [], absentUntil: null }, new Date())).toBeNull();
});

test('of any size is something at least: who may freeze for no day, waive nothing or make no exception is not named', () => {
  const officeHours = readOfficeHours('ma t/m zo 0.00–23.59');
  const low = person('low', { officeHours, escalatesToId: 'high', maxFreezeDays: 0, maxArrangementCents: 0 });
  const high = person('high', { officeHours, mayWaiveSurcharge: true, exceptions: ['BELOW_MINIMUM'] });
  const moment = new Date('2026-11-24T09:30:00Z');
  const named = (topic: 'DEBT_FREEZE' | 'PAYMENT_ARRANGEMENT' | 'WAIVER' | 'EXCEPTION', exception = null) =>
    whoCanDecide([low, high], { topic, days: null, amountCents: null, exception }, moment).now?.person.id;
  for (const topic of ['DEBT_FREEZE', 'PAYMENT_ARRANGEMENT', 'WAIVER', 'EXCEPTION'] as const) {
    expect(named(topic)).toBe('high');
  }
});
