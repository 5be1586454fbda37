import { expect, test } from 'vitest';
import { findPatterns } from '../../../gateway/audit/questions/patterns/find-patterns.ts';
import type { PatternKind } from '../../../gateway/audit/questions/patterns/pattern-rule.ts';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { actor, type BuiltRecord, pseudonymOf } from './log-builder.ts';
import { createQuestionWorld, type QuestionWorld } from './question-world.ts';

const now = '2026-12-31T12:00:00Z';

async function found({ services }: QuestionWorld, kind: PatternKind, from: string, to: string) {
  const findings = await findPatterns({ from: new Date(from), to: new Date(to), kinds: [kind] }, services);
  return findings.map(({ actor: who, count }) => `${who} ${count}`);
}

const inNovember = ['2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'] as const;

/** Look-ups of so many clients, each in a request of its own. */
function lookUps(at: string, who: string, clients: number, more: BuiltRecord = {}): BuiltRecord[] {
  return Array.from({ length: clients }, (_, index) => ({ at, client: `client-${index}`, actor: actor(who), ...more }));
}

const refused = (reason: string) => ({ denied: [{ reason, categories: ['debts'] }] });

test('a finding names its rule in words, who, when, how often, some clients by pseudonym, and where it stands', async () => {
  await using world = await createQuestionWorld({ now });
  await world.log.add(
    { at: '2026-11-10T10:00:00.001Z', client: 'quiet' },
    { at: '2026-11-10T22:00:00.001Z', client: 'one', actor: actor('night') },
    { at: '2026-11-11T22:30:00.002Z', client: 'two', actor: actor('night') },
  );
  const [from, to] = inNovember.map((time) => new Date(time)) as [Date, Date];
  const kinds = ['OUTSIDE_WORKING_HOURS'] as const;
  expect(await findPatterns({ from, to, kinds }, world.services)).toEqual([
    {
      kind: 'OUTSIDE_WORKING_HOURS',
      rule: expect.stringMatching(/^Gegevens van een cliënt opgevraagd.*19\.00 uur/),
      actor: 'night',
      team: 'team-ondiep',
      from: new Date('2026-11-10T22:00:00.001Z'),
      to: new Date('2026-11-11T22:30:00.002Z'),
      count: 2,
      subjects: [pseudonymOf('one'), pseudonymOf('two')].toSorted(),
      samples: [
        { at: Date.parse('2026-11-10T22:00:00.001Z'), writer: world.log.writer, seq: 2 },
        { at: Date.parse('2026-11-11T22:30:00.002Z'), writer: world.log.writer, seq: 3 },
      ],
    },
  ]);
});

test('outside working hours: before seven, from seven in the evening, weekends and holidays, by Dutch time', async () => {
  await using world = await createQuestionWorld({ now });
  const moments: [string, boolean][] = [
    // Summer time ends on 25 October: 05:59Z is 06:59 in winter, 04:59Z is 06:59 in summer.
    ['2026-10-20T04:59:59.999Z', true],
    ['2026-10-20T05:00:00.000Z', false],
    ['2026-10-20T16:59:59.999Z', false],
    ['2026-10-20T17:00:00.000Z', true],
    ['2026-11-10T05:59:59.999Z', true],
    ['2026-11-10T06:00:00.000Z', false],
    ['2026-11-10T17:59:59.999Z', false],
    ['2026-11-10T18:00:00.000Z', true],
    ['2026-11-14T12:00:00.000Z', true],
    ['2026-11-15T12:00:00.000Z', true],
    ['2026-12-25T12:00:00.000Z', true],
    ['2026-12-24T12:00:00.000Z', false],
  ];
  for (const [index, [at]] of moments.entries()) {
    await world.log.add({ at, client: 'one', actor: actor(`at-${index}`) });
  }
  await world.log.add({ at: '2026-12-26T12:00:00Z', client: null, actor: actor('about-nobody') });
  const expected = moments.flatMap(([, isOutside], index) => (isOutside ? [`at-${index} 1`] : []));
  const all = await found(world, 'OUTSIDE_WORKING_HOURS', '2026-10-01T00:00:00Z', '2026-12-31T00:00:00Z');
  expect(all.toSorted()).toEqual(expected.toSorted());
});

test('no case activity: an act of the same team for the client within fourteen days makes the difference', async () => {
  await using world = await createQuestionWorld({ now });
  const act: BuiltRecord = {
    kind: 'act',
    name: 'Mutation.recordConsent',
    status: 'Ok',
    organisation: null,
    source: null,
  };
  const look = (who: string, more: BuiltRecord = {}): BuiltRecord => ({
    at: '2026-11-10T10:00:00.000Z',
    client: who,
    actor: actor(who),
    ...more,
  });
  const acted = (client: string, at: string, more: BuiltRecord = {}): BuiltRecord => ({ ...act, at, client, ...more });
  await world.log.add(
    look('nothing-done'),
    look('nothing-done', { client: 'another' }),
    look('done-after'),
    acted('done-after', '2026-11-24T09:59:59.999Z', { actor: actor('colleague') }),
    look('done-too-late'),
    acted('done-too-late', '2026-11-24T10:00:00.000Z'),
    look('done-before'),
    acted('done-before', '2026-10-27T10:00:00.000Z'),
    look('done-too-early'),
    acted('done-too-early', '2026-10-27T09:59:59.999Z'),
    look('done-by-others'),
    acted('done-by-others', '2026-11-11T10:00:00Z', { actor: actor('x', { team: 'team-assendorp' }) }),
    look('refused-act'),
    acted('refused-act', '2026-11-11T10:00:00Z', { status: 'Unset' }),
    look('own-caseload', { source: 'casework' }),
    look('shown-nothing', refused('CONSENT_MISSING')),
    look('recent', { at: '2026-12-20T10:00:00Z' }),
  );
  const all = await found(world, 'NO_CASE_ACTIVITY', '2026-11-01T00:00:00Z', '2026-12-31T00:00:00Z');
  expect(all).toEqual(['nothing-done 2', 'done-by-others 1', 'done-too-early 1', 'done-too-late 1', 'refused-act 1']);
});

test('many denials: ten requests on one day for which the person had no business, not nine, nor spread over days', async () => {
  await using world = await createQuestionWorld({ now });
  await world.log.add(
    ...lookUps('2026-11-10T10:00:00Z', 'ten', 10, refused('NO_CASE_RELATION')),
    ...lookUps('2026-11-10T10:00:00Z', 'nine', 9, refused('ROLE_NOT_ALLOWED')),
    ...lookUps('2026-11-10T22:30:00Z', 'around-midnight', 5, refused('NO_CASE_RELATION')),
    ...lookUps('2026-11-10T23:30:00Z', 'around-midnight', 5, refused('NO_CASE_RELATION')),
    ...lookUps('2026-11-11T10:00:00Z', 'ordinary-work', 30, refused('CONSENT_MISSING')),
    ...lookUps('2026-11-11T10:00:00Z', 'one-request', 30, { ...refused('NO_PURPOSE'), trace: 'a'.repeat(32) }),
  );
  expect(await found(world, 'MANY_DENIALS', ...inNovember)).toEqual(['ten 10']);
});

test('unusual volume: against the own days before and against the team', async () => {
  await using world = await createQuestionWorld({ now });
  const busy = { team: 'team-busy' };
  const ofBusy = (who: string) => ({ actor: actor(who, busy) });
  await world.log.add(
    // Four a day before: thirteen is more than three times that, twelve is not.
    ...lookUps('2026-10-20T10:00:00Z', 'thirteen', 4),
    ...lookUps('2026-11-10T10:00:00Z', 'thirteen', 13),
    ...lookUps('2026-10-20T10:00:00Z', 'twelve', 4),
    ...lookUps('2026-11-10T10:00:00Z', 'twelve', 12),
    // Before these 28 days does not count.
    ...lookUps('2026-10-12T10:00:00Z', 'long-ago', 40),
    ...lookUps('2026-11-10T10:00:00Z', 'long-ago', 14),
    ...lookUps('2026-11-10T10:00:00Z', 'few', 9),
    // Of a team that looks up that many all the time.
    ...lookUps('2026-11-09T10:00:00Z', 'colleague', 9, ofBusy('colleague')),
    ...lookUps('2026-11-10T10:00:00Z', 'new-in-busy-team', 27, ofBusy('new-in-busy-team')),
    ...lookUps('2026-11-11T10:00:00Z', 'newer-in-busy-team', 55, ofBusy('newer-in-busy-team')),
    // One client again and again is one client.
    ...lookUps('2026-11-10T10:00:00Z', 'again', 30, { client: 'the-same' }),
  );
  expect(await found(world, 'UNUSUAL_VOLUME', ...inNovember)).toEqual([
    'newer-in-busy-team 55',
    'long-ago 14',
    'thirteen 13',
  ]);
});

test('contact persons who answer requests are not found for how many clients they see, nor for doing nothing more for them', async () => {
  await using world = await createQuestionWorld({ now });
  const contactPerson = {
    actor: actor('contact', { role: 'contact-person', team: null, organisation: oins.vechtoever }),
  };
  const privacyOfficer = { actor: actor('officer', { role: 'privacy-officer', team: null }) };
  const seen = { source: 'casework', organisation: oins.casework, released: ['requests'] };
  await world.log.add(
    ...lookUps('2026-11-10T10:00:00Z', '', 60, { ...seen, ...contactPerson }),
    ...lookUps('2026-11-10T10:00:00Z', '', 12, { ...seen, released: ['oversight'], ...privacyOfficer }),
  );
  expect(await found(world, 'UNUSUAL_VOLUME', ...inNovember)).toEqual(['officer 12']);
  expect(await found(world, 'NO_CASE_ACTIVITY', ...inNovember)).toEqual([]);
});

test('emergency access is not exempt', async () => {
  await using world = await createQuestionWorld({ now });
  const activity = 'urn:korte-lijnen:activity:emergency-access';
  await world.log.add(...lookUps('2026-11-14T23:00:00Z', 'in-emergency', 12, { activity }));
  for (const kind of ['OUTSIDE_WORKING_HOURS', 'UNUSUAL_VOLUME', 'NO_CASE_ACTIVITY'] as const) {
    expect(await found(world, kind, ...inNovember), kind).toEqual(['in-emergency 12']);
  }
});

test('a period is at most 92 days, and not empty; what is outside it is not looked at', async () => {
  await using world = await createQuestionWorld({ now });
  await world.log.add({ at: '2026-11-14T23:00:00Z', client: 'one' });
  const ask = (from: string, to: string) => found(world, 'OUTSIDE_WORKING_HOURS', from, to);
  expect(await ask('2026-11-14T23:00:00Z', '2026-11-14T23:00:01Z')).toHaveLength(1);
  expect(await ask('2026-11-14T22:00:00Z', '2026-11-14T23:00:00Z')).toEqual([]);
  expect(await ask('2026-09-01T00:00:00Z', '2026-12-02T00:00:00Z')).toHaveLength(1);
  for (const [from, to] of [
    ['2026-09-01T00:00:00Z', '2026-12-02T00:00:00.001Z'],
    ['2026-11-14T00:00:00Z', '2026-11-14T00:00:00Z'],
    ['2026-11-14T00:00:00Z', '2026-11-13T00:00:00Z'],
  ] as const) {
    await expect(ask(from, to)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

test('no more clients and samples are given than a person reads, and no more findings than were asked for', async () => {
  await using world = await createQuestionWorld({ now });
  await world.log.add(...lookUps('2026-11-14T23:00:00Z', 'many', 30), ...lookUps('2026-11-14T23:00:00Z', 'some', 2));
  const [from, to] = inNovember.map((time) => new Date(time)) as [Date, Date];
  const [finding, ...others] = await findPatterns(
    { from, to, kinds: ['OUTSIDE_WORKING_HOURS'], first: 1 },
    world.services,
  );
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ actor: 'many', count: 30 });
  expect([finding?.subjects.length, finding?.samples.length]).toEqual([20, 5]);
});
