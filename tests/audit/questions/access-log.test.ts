import { expect, test } from 'vitest';
import { type AccessLogArguments, listAccessLog } from '../../../gateway/audit/questions/list-access-log.ts';
import type { LogFilter } from '../../../gateway/audit/questions/log-filter.ts';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { actor, buildLog, debtAssistance, pseudonymOf } from './log-builder.ts';
import { createQuestionWorld, type QuestionWorld } from './question-world.ts';

const emergencyAccess = 'urn:korte-lijnen:activity:emergency-access';

async function positions({ services }: QuestionWorld, args: AccessLogArguments = {}) {
  const { entries } = await listAccessLog(args, services);
  return entries.map(({ position }) => position.seq);
}

/** All pages, by their cursors. */
async function walk({ services }: QuestionWorld, args: AccessLogArguments, between: () => Promise<unknown>) {
  const found: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 50; page += 1) {
    const { entries, hasMore, endCursor } = await listAccessLog({ ...args, after }, services);
    found.push(...entries.map(({ position }) => `${position.writer} ${position.seq}`));
    if (!hasMore) return found;
    after = endCursor;
    await between();
  }
  throw new Error('it does not end');
}

test('a line tells who, what, of whom, why, and where it stands; nothing of it names the client', async () => {
  await using world = await createQuestionWorld();
  const consent = { id: '6a1c7a8e-5a43-4b1e-9d3b-6f1f6c1f2a10', version: 2 };
  await world.log.add({
    at: '2026-11-20T10:00:00.123Z',
    client: 'client-one',
    actor: actor('someone', { role: 'team-lead' }),
    coordinates: ['Debt.amountCents', 'Client.id'],
    released: ['debts'],
    basis: [{ article: 'AVG art. 6', basis: 'CONSENT', categories: ['debts'], consent, emergency: null }],
    denied: [{ reason: 'CONSENT_MISSING', categories: ['tenancy'] }],
    organisation: oins.vechtoever,
    parent: '00f067aa0ba902b7',
    start: Date.parse('2026-11-20T09:59:59.900Z'),
  });
  const { entries, hasMore } = await listAccessLog({}, world.services);
  expect(hasMore).toBe(false);
  expect(entries).toEqual([
    {
      position: { at: Date.parse('2026-11-20T10:00:00.123Z'), writer: world.log.writer, seq: 1 },
      start: Date.parse('2026-11-20T09:59:59.900Z'),
      end: Date.parse('2026-11-20T10:00:00.123Z'),
      kind: 'access',
      name: 'Query.client',
      status: 'Ok',
      actor: {
        subject: 'someone',
        role: 'team-lead',
        team: 'team-ondiep',
        organisation: { oin: oins.casework, name: 'Sociale teams Domstad en Hanzestad' },
      },
      activity: debtAssistance,
      purpose: expect.stringContaining('problematische schulden'),
      registerVersion: '2026-11-01.1',
      organisation: { oin: oins.vechtoever, name: 'Woonstichting De Vechtoever' },
      subject: pseudonymOf('client-one'),
      released: ['debts'],
      fields: ['Client.id', 'Debt.amountCents'],
      denials: [{ reason: 'CONSENT_MISSING', categories: ['tenancy'] }],
      bases: [
        {
          article: 'AVG art. 6',
          basis: 'CONSENT',
          categories: ['debts'],
          consentId: consent.id,
          consentVersion: 2,
          emergencyAccessId: null,
        },
      ],
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      parentSpanId: '00f067aa0ba902b7',
      fscTransactionId: expect.any(String),
    },
  ]);
});

test('each filter leaves just the lines that it says, and all of them together', async () => {
  await using world = await createQuestionWorld();
  const emergency = [
    { article: 'AVG 6(1)d', basis: 'VITAL_INTEREST', categories: ['care'], consent: null, emergency: 'an-id' },
  ];
  await world.log.add(
    { at: '2026-11-20T10:00:00.000Z', client: 'one' },
    { at: '2026-11-20T10:00:01.000Z', client: 'two', actor: actor('other', { team: 'team-assendorp' }) },
    { at: '2026-11-20T10:00:02.000Z', client: 'two', organisation: oins.cjib, source: 'cjib', released: ['penal'] },
    { at: '2026-11-20T10:00:03.000Z', denied: [{ reason: 'CONSENT_MISSING', categories: ['debts', 'penal'] }] },
    { at: '2026-11-20T10:00:04.000Z', kind: 'search', name: 'Query.accessLog', activity: null, released: [] },
    { at: '2026-11-20T10:00:05.000Z', activity: emergencyAccess, released: ['care'], basis: emergency },
    { at: '2026-11-20T10:00:06.000Z', released: ['care'], denied: [{ reason: 'NOT_LINKED', categories: ['income'] }] },
  );
  const cases: [LogFilter, number[]][] = [
    [{}, [7, 6, 5, 4, 3, 2, 1]],
    [{ client: 'two' }, [3, 2]],
    [{ client: 'nobody' }, []],
    [{ actor: 'other' }, [2]],
    [{ team: 'team-assendorp' }, [2]],
    [{ organisation: oins.cjib }, [3]],
    [{ purpose: emergencyAccess }, [6]],
    [{ category: 'penal' }, [4, 3]],
    [{ category: 'penal', decision: 'RELEASED' }, [3]],
    [{ category: 'penal', decision: 'DENIED' }, [4]],
    [{ decision: 'RELEASED' }, [7, 6, 3, 2, 1]],
    [{ decision: 'DENIED' }, [7, 4]],
    [{ emergency: true }, [6]],
    [{ emergency: false }, [7, 5, 4, 3, 2, 1]],
    [{ kind: 'search' }, [5]],
    [{ from: new Date('2026-11-20T10:00:05.000Z') }, [7, 6]],
    [{ to: new Date('2026-11-20T10:00:01.000Z') }, [1]],
    [{ client: 'two', team: 'team-assendorp', decision: 'RELEASED' }, [2]],
    [{ client: 'one', team: 'team-assendorp' }, []],
    [{ team: `' or true --` }, []],
    [{ category: 'debts"]}' }, []],
  ];
  for (const [filter, expected] of cases) {
    expect(await positions(world, { filter }), JSON.stringify(filter)).toEqual(expected);
  }
});

test('an emergency that was relied upon for another purpose is found as one', async () => {
  await using world = await createQuestionWorld();
  const basis = { article: null, basis: 'VITAL_INTEREST', categories: ['care'], consent: null, emergency: 'an-id' };
  await world.log.add({ basis: [basis] }, {}, { activity: null });
  expect(await positions(world, { filter: { emergency: true } })).toEqual([1]);
  expect(await positions(world, { filter: { emergency: false } })).toEqual([3, 2]);
});

test('paging gives every record once, though records of one moment share a page and others are added meanwhile', async () => {
  await using world = await createQuestionWorld();
  await using other = await buildLog(world.databaseUrl);
  for (let index = 0; index < 25; index += 1) {
    const at = `2026-11-20T10:00:${String(Math.floor(index / 8)).padStart(2, '0')}.500Z`;
    await world.log.add({ at });
    await other.add({ at });
  }
  const found = await walk(world, { first: 3 }, () => other.add({ at: '2026-11-21T10:00:00.000Z' }));
  const expected = [world.log.writer, other.writer].flatMap((writer) =>
    Array.from({ length: 25 }, (_, index) => `${writer} ${index + 1}`),
  );
  expect(found.toSorted()).toEqual(expected.toSorted());
});

test('a page says whether there are more: just as many, one more, none', async () => {
  await using world = await createQuestionWorld();
  expect(await listAccessLog({}, world.services)).toEqual({ entries: [], hasMore: false, endCursor: null });
  await world.log.add({}, {}, {});
  expect((await listAccessLog({ first: 3 }, world.services)).hasMore).toBe(false);
  const page = await listAccessLog({ first: 2 }, world.services);
  expect(page.hasMore).toBe(true);
  expect(await positions(world, { first: 2, after: page.endCursor })).toEqual([1]);
});

test('a cursor that no page ended with is refused, and so is a page of no size', async () => {
  await using world = await createQuestionWorld();
  await using elsewhere = await createQuestionWorld({ secret: 'another secret than that of the log' });
  await world.log.add({}, {});
  await elsewhere.log.add({});
  const { endCursor } = await listAccessLog({ first: 1 }, world.services);
  const cursor = endCursor ?? '';
  const flipped = `${cursor.slice(0, 12)}${cursor[12] === 'A' ? 'B' : 'A'}${cursor.slice(13)}`;
  const foreign = (await listAccessLog({}, elsewhere.services)).endCursor;
  for (const after of [
    '',
    'x',
    flipped,
    `${cursor}A`,
    cursor.slice(0, -1),
    foreign,
    `${'A'.repeat(64)}`,
    '😀'.repeat(32),
  ]) {
    await expect(positions(world, { after }), String(after)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
  for (const first of [0, -1, 201]) {
    await expect(positions(world, { first })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
  expect(await positions(world, { first: 200 })).toEqual([2, 1]);
});

test('text that can stand in no log is refused rather than searched for', async () => {
  await using world = await createQuestionWorld();
  for (const text of ['\0', 'x'.repeat(201), '\ud800']) {
    await expect(positions(world, { filter: { team: text } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
  expect(await positions(world, { filter: { client: 'a\0b' } })).toEqual([]);
});

test('a search that takes too long says so, and one of a log that is away says that', async () => {
  await using world = await createQuestionWorld({ limitMs: 100 });
  await world.log.add({});
  await world.log.sql('begin');
  await world.log.sql('lock table audit.records in access exclusive mode');
  await expect(positions(world)).rejects.toMatchObject({ code: 'SEARCH_TOO_LARGE' });
  await world.log.sql('rollback');
  expect(await positions(world)).toEqual([1]);
  await world.log.sql('revoke select on audit.records from kl_gateway');
  await expect(positions(world, { filter: { client: 'one' } })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
});
