import { expect, test } from 'vitest';
import { developmentUsers } from '../../../dev/users.ts';
import { actor, pseudonymOf } from './log-builder.ts';
import { createQuestionGraph } from './question-graph.ts';

const log = `query ($filter: AccessLogFilter, $first: Int, $after: String) { accessLog(filter: $filter, first: $first, after: $after) {
  hasMore endCursor entries {
    position { writer seq at } start end kind name status
    actor { subject role team organisation { oin name } }
    activity purpose registerVersion organisation { oin name } subject released fields
    denials { reason categories } bases { basis article categories consentId consentVersion emergencyAccessId }
    traceId spanId parentSpanId fscTransactionId
  }
} }`;

const report = `query ($client: ID!) { accessReport(client: $client) {
  madeAt truncated totals { records released denied } csv html
  lines { at what recipient { role team organisation { oin name } } organisation { oin name } categories purpose reasons
    bases { basis article consentId emergencyAccessId } }
  denied { at what reasons categories }
} }`;

const patterns = `query ($from: DateTime!, $to: DateTime!, $kinds: [PatternKind!], $first: Int) {
  patterns(from: $from, to: $to, kinds: $kinds, first: $first) {
    kind rule actor team from to count subjects samples { writer seq at }
  }
}`;

const codes = ({ errors }: { errors?: { extensions?: Record<string, unknown> }[] }) =>
  errors?.map(({ extensions }) => extensions?.code);

const november = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };

test('the privacy officer is answered through the graph, every field of it', async () => {
  await using graph = await createQuestionGraph();
  await graph.log.add({
    at: '2026-11-14T22:00:00Z',
    client: 'one',
    kind: 'act-begun',
    coordinates: ['Client.id'],
    denied: [{ reason: 'NOT_LINKED', categories: ['care'] }],
    released: ['debts'],
    basis: [
      { article: 'Wgs', basis: 'CONSENT', categories: ['debts'], consent: { id: 'c', version: 3 }, emergency: 'e' },
    ],
  });
  const { data, errors } = await graph.ask('fatma', log, { filter: { client: 'one', kind: 'ACT_BEGUN' } });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    accessLog: {
      hasMore: false,
      entries: [
        {
          position: { writer: graph.log.writer, seq: 1, at: '2026-11-14T22:00:00.000Z' },
          start: '2026-11-14T22:00:00.000Z',
          kind: 'ACT_BEGUN',
          status: 'OK',
          subject: pseudonymOf('one'),
          fields: ['Client.id'],
          bases: [{ basis: 'CONSENT', consentId: 'c', consentVersion: 3, emergencyAccessId: 'e' }],
        },
      ],
    },
  });
  const reported = await graph.ask('fatma', report, { client: 'one' });
  expect(reported.errors).toBeUndefined();
  expect(reported.data).toMatchObject({
    accessReport: {
      truncated: false,
      totals: { records: 1, released: 1, denied: 1 },
      csv: expect.stringContaining('uw schulden'),
      html: expect.stringContaining('<!DOCTYPE html>'),
      lines: [{ at: '2026-11-14T22:00:00.000Z', reasons: [], categories: ['uw schulden'] }],
      denied: [{ reasons: ['de organisatie is niet aan u gekoppeld'] }],
    },
  });
  await graph.log.add({ client: 'one', at: '2026-11-14T22:00:01Z', actor: actor('night') });
  const found = await graph.ask('fatma', patterns, { ...november, kinds: ['OUTSIDE_WORKING_HOURS'] });
  expect(found.errors).toBeUndefined();
  expect(found.data).toMatchObject({
    patterns: [{ kind: 'OUTSIDE_WORKING_HOURS', actor: 'night', count: 1, samples: [{ seq: 2 }] }],
  });
});

test('nobody else is answered anything, and nothing is searched for them', async () => {
  await using graph = await createQuestionGraph();
  await graph.log.add({ client: 'one' });
  await graph.log.sql('revoke select on audit.records from kl_gateway');
  const others = developmentUsers.filter(({ role }) => role !== 'privacy-officer').map(({ username }) => username);
  expect(others.length).toBeGreaterThan(8);
  for (const username of others) {
    for (const [query, variables] of [
      [log, { filter: { client: 'one' } }],
      [report, { client: 'one' }],
      [patterns, november],
    ] as const) {
      const answer = await graph.ask(username, query, variables);
      expect(Object.values(answer.data ?? {}), username).toEqual([null]);
      expect(codes(answer), username).toEqual(['ROLE_NOT_ALLOWED']);
    }
  }
  expect(graph.searched).toEqual([]);
});

test('whom a question is about is noted, for the search is recorded itself', async () => {
  await using graph = await createQuestionGraph();
  await graph.ask('fatma', log);
  expect(graph.searched).toEqual([]);
  await graph.ask('fatma', log, { filter: { client: 'one' } });
  await graph.ask('fatma', report, { client: 'nobody' });
  expect(graph.searched).toEqual(['one', 'nobody']);
});

test('what cannot be asked is named, and costs the others nothing', async () => {
  await using graph = await createQuestionGraph();
  await graph.log.add({});
  const wrong: [string, Record<string, unknown>][] = [
    [log, { first: 0 }],
    [log, { first: 201 }],
    [log, { after: 'x' }],
    [log, { filter: { from: 'yesterday' } }],
    [log, { filter: { from: '2026-02-30T00:00:00Z' } }],
    [log, { filter: { to: '2026-11-20T24:30:00Z' } }],
    [patterns, { from: '2026-01-01T00:00:00Z', to: '2026-12-01T00:00:00Z' }],
    [patterns, { ...november, first: 0 }],
    [report, { client: 'x'.repeat(300) }],
  ];
  for (const [query, variables] of wrong) {
    const answer = await graph.ask('fatma', query, variables);
    expect(codes(answer), JSON.stringify(variables)).toEqual(['BAD_USER_INPUT']);
    expect(Object.values(answer.data ?? {})).toEqual([null]);
  }
  const beside = await graph.ask('fatma', '{ bad: accessLog(after: "x") { hasMore } good: accessLog { hasMore } }');
  expect(beside.data).toEqual({ bad: null, good: { hasMore: false } });
  expect(beside.errors?.map(({ path }) => path)).toEqual([['bad']]);
});

test('a search that takes too long is named as such', async () => {
  await using graph = await createQuestionGraph({ limitMs: 100 });
  await graph.log.sql('begin');
  await graph.log.sql('lock table audit.records in access exclusive mode');
  const answer = await graph.ask('fatma', log);
  await graph.log.sql('rollback');
  expect(codes(answer)).toEqual(['SEARCH_TOO_LARGE']);
  expect(answer.data).toEqual({ accessLog: null });
});

test('a log that cannot be read is not an empty one, and says nothing of the question', async () => {
  await using graph = await createQuestionGraph();
  await graph.log.sql('revoke select on audit.records from kl_gateway');
  const answer = await graph.ask('fatma', log, { filter: { team: 'team-of-the-question' } });
  expect(codes(answer)).toEqual(['AUDIT_UNAVAILABLE']);
  expect(answer.data ?? null).toBeNull();
  expect(answer.text).not.toContain('team-of-the-question');
});

test('no answer about a client carries the client, but what was asked for stays with who asked', async () => {
  await using graph = await createQuestionGraph();
  const client = '10000000-0000-4000-8000-000000000101';
  await graph.log.add({ client });
  for (const [query, variables] of [
    [log, { filter: { client } }],
    [report, { client }],
  ] as const) {
    const { text } = await graph.ask('fatma', query, variables);
    expect(text).not.toContain(client);
    expect(text).not.toMatch(/Marleen|Vos/);
  }
});
