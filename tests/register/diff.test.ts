import fc from 'fast-check';
import { expect, test } from 'vitest';
import { committedRegister, type ProcessingRegister, readRegister } from '../../schema/register.ts';
import { diffRegisters } from '../../schema/register-diff.ts';
import { registerLines } from '../../schema/register-lines.ts';
import { smallRegister, temporaryFile } from './register-file.ts';

const committed = readRegister(committedRegister);

function register(...changes: Parameters<typeof smallRegister>): ProcessingRegister {
  using file = temporaryFile(JSON.stringify(smallRegister(...changes)));
  return readRegister(file.path);
}

const small = register();

const activity = 'urn:korte-lijnen:activity:debt-assistance';

const line = { activity, what: 'category', source: 'housing', category: 'debts' };

const legalTask = { basis: 'LEGAL_TASK', article: 'Wgs art. 8', special: false, note: null };

test('nothing changed: nothing opens, closes or changes', () => {
  expect(diffRegisters(committed, committed)).toMatchObject({
    opens: [],
    closes: [],
    changes: [],
    versionMissed: false,
  });
});

test('a new category opens, one that is gone closes', () => {
  const more = register({}, { categories: ['debts', 'tenancy'] });
  const opening = { ...line, category: 'tenancy', ...legalTask };
  expect(diffRegisters(small, more)).toMatchObject({ opens: [opening], closes: [], changes: [], versionMissed: true });
  expect(diffRegisters(more, small)).toMatchObject({ opens: [], closes: [opening], changes: [] });
});

test('another basis is a change, with what it was and what it becomes', () => {
  const consent = register({}, { basis: 'CONSENT', article: 'AVG art. 6' });
  const after = { ...legalTask, basis: 'CONSENT', article: 'AVG art. 6' };
  const { opens, closes, changes } = diffRegisters(small, consent);
  expect({ opens, closes, changes }).toEqual({
    opens: [],
    closes: [],
    changes: [{ ...line, before: legalTask, after }],
  });
});

test('a new performer, and partners that may be listed, open too', () => {
  const more = register({ performers: ['professional', 'contact-person'] });
  expect(diffRegisters(small, more).opens).toEqual([{ activity, what: 'performer', performer: 'contact-person' }]);
  expect(diffRegisters(small, register({ partners: false })).closes).toEqual([{ activity, what: 'partners' }]);
});

test('that requests are answered for it opens as well', () => {
  const asked = register({ requests: true, performers: ['contact-person'], rules: [] });
  const notAsked = { ...asked, activities: asked.activities.map((each) => ({ ...each, requests: false })) };
  expect(diffRegisters(notAsked, asked).opens).toEqual([{ activity, what: 'requests' }]);
  expect(diffRegisters(asked, notAsked).closes).toEqual([{ activity, what: 'requests' }]);
});

test('other words are a change; an activity with another id is another activity', () => {
  expect(diffRegisters(small, register({ purpose: 'Iets anders.' })).changes).toEqual([
    { activity, what: 'purpose', before: 'Schulden regelen.', after: 'Iets anders.' },
  ]);
  const { opens, closes } = diffRegisters(small, register({ id: 'urn:other' }));
  expect([opens.length, closes.length]).toEqual([3, 3]);
});

test('how rules are grouped makes no difference', () => {
  const rule = { source: 'housing', basis: 'LEGAL_TASK', article: 'Wgs art. 8' };
  const apart = register({
    rules: [
      { ...rule, categories: ['tenancy'] },
      { ...rule, categories: ['debts'] },
    ],
  });
  const together = register({}, { categories: ['debts', 'tenancy'] });
  expect(diffRegisters(apart, together)).toMatchObject({ opens: [], closes: [], changes: [] });
});

test('what opens one way closes the other way, and whatever is left out is told', () => {
  const withoutRules = fc.array(fc.nat(), { maxLength: 12 }).map((left): ProcessingRegister => {
    const activities = committed.activities.map((activity, index) => ({
      ...activity,
      rules: activity.rules.filter((_, rule) => !left.includes(index * 10 + rule)),
    }));
    return { version: '2026-12-01.1', activities };
  });
  const property = fc.property(withoutRules, withoutRules, (one, other) => {
    const there = diffRegisters(one, other);
    const back = diffRegisters(other, one);
    expect(there.opens).toEqual(back.closes);
    expect(there.closes).toEqual(back.opens);
    expect(diffRegisters(committed, one).closes).toHaveLength(
      registerLines(committed).length - registerLines(one).length,
    );
  });
  fc.assert(property);
});
