import { expect, test } from 'vitest';
import { createCollector } from '../../../gateway/audit/otlp/collector.ts';
import { confirmLines } from '../../../gateway/audit/otlp/confirm-lines.ts';
import type { LogRecord } from '../../../gateway/audit/record/log-record.ts';
import { testRequest } from '../../support/audit-entries.ts';
import { chanceFrom } from '../../support/chance.ts';
import { acknowledge, type CollectorBehaviour, type LocalCollector, startCollector } from './collector-double.ts';

const at = Date.UTC(2026, 10, 22, 12);

function recordsOf(seed: number): LogRecord[] {
  const entries = testRequest(chanceFrom(seed), at).filter(({ activity }) => activity !== null);
  return entries.map((entry, index) => ({ ...entry, at, seq: index + 1, v: 1, writer: crypto.randomUUID() }));
}

async function confirm(local: LocalCollector, records = recordsOf(5)): Promise<void> {
  const collector = createCollector({ url: local.url });
  try {
    await confirmLines(collector)(records);
  } finally {
    await collector.close();
  }
}

test('every line arrives as a span: its own ids, times in nanoseconds, and nothing of who asked', async () => {
  await using local = await startCollector();
  const records = recordsOf(5);
  expect(records.length).toBeGreaterThan(1);
  await confirm(local, records);
  expect(local.spans).toHaveLength(records.length);
  for (const [index, span] of local.spans.entries()) {
    const { trace, span: id, parent, name, start, status, subject, activity } = records[index] ?? expect.unreachable();
    expect(span).toMatchObject({
      traceId: trace,
      spanId: id,
      name,
      startTimeUnixNano: String(BigInt(start) * 1_000_000n),
    });
    expect(span.parentSpanId).toBe(parent ?? undefined);
    expect(span.status.code).toBe({ Unset: 0, Ok: 1, Error: 2 }[status]);
    const attributes = Object.fromEntries(span.attributes.map(({ key, value }) => [key, value.stringValue]));
    expect(attributes['dpl.core.processing_activity_id']).toBe(activity);
    expect(attributes['dpl.core.data_subject_id']).toBe(subject ?? undefined);
  }
  expect(local.resources[0]).toContain('"service.name"');
  const [first] = records;
  expect(JSON.stringify(local.spans)).not.toContain(first?.actor.subject);
});

test('what is about no activity is no line, and asks nothing of the collector', async () => {
  await using local = await startCollector();
  const [record] = recordsOf(5);
  if (record) await confirm(local, [{ ...record, activity: null }]);
  await confirm(local, []);
  expect(local.requests).toBe(0);
});

test.each([
  '',
  '{}',
  '{"partialSuccess":{}}',
  '{"partialSuccess":null}',
  '{"partialSuccess":{"rejectedSpans":"0","errorMessage":"old"}}',
])('an answer of %j is an acknowledgement', async (body) => {
  await using local = await startCollector();
  local.behaviour = (response) => acknowledge(response, body);
  await confirm(local);
});

const refusals: [string, CollectorBehaviour][] = [
  ['refuses one line, as a number', (response) => acknowledge(response, '{"partialSuccess":{"rejectedSpans":1}}')],
  ['refuses one line, as a text', (response) => acknowledge(response, '{"partialSuccess":{"rejectedSpans":"1"}}')],
  ['counts what is no number', (response) => acknowledge(response, '{"partialSuccess":{"rejectedSpans":"some"}}')],
  ['says something else', (response) => acknowledge(response, '<html>welcome</html>')],
  ['answers with a list', (response) => acknowledge(response, '[]')],
  ['answers without end', (response) => void response.write(Buffer.alloc(200_000, ' '))],
  ['answers 400', (response) => response.writeHead(400).end('{}')],
  ['answers 401', (response) => response.writeHead(401).end()],
  ['answers 503', (response) => response.writeHead(503, { 'retry-after': '1' }).end()],
  ['sends elsewhere', (response) => response.writeHead(307, { location: 'http://127.0.0.1:1/v1/traces' }).end()],
  ['hangs up', (response) => response.destroy()],
  [
    'stops half-way',
    (response) => response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy()),
  ],
  ['never answers', () => {}],
  ['never ends its answer', (response) => void response.writeHead(200).write('{')],
];

test.each(refusals)('no answer leaves when the collector %s', async (_, behaviour) => {
  await using local = await startCollector();
  local.behaviour = behaviour;
  const error = await confirm(local).then(
    () => expect.unreachable('it was confirmed'),
    (reason: Error) => reason,
  );
  expect(error).toMatchObject({ code: 'AUDIT_UNAVAILABLE', httpStatus: 503 });
  expect(`${error.message} ${error.cause}`).not.toMatch(/127\.0\.0\.1|html|welcome/);
});

test('no answer leaves when nobody listens; the next does when it is up again', async () => {
  await using local = await startCollector();
  const collector = createCollector({ url: local.url });
  const confirmed = confirmLines(collector);
  await confirmed(recordsOf(5));
  await local.down();
  await expect(confirmed(recordsOf(6))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  await local.up();
  await confirmed(recordsOf(7));
  await collector.close();
});

test('many at once are all confirmed, over a bounded number of connections', async () => {
  await using local = await startCollector();
  const sockets = new Set<unknown>();
  local.behaviour = (response, request) => {
    sockets.add(request.socket);
    setTimeout(() => acknowledge(response), 5);
  };
  const collector = createCollector({ url: local.url });
  await Promise.all(Array.from({ length: 100 }, () => confirmLines(collector)(recordsOf(5))));
  expect(local.requests).toBe(100);
  expect(sockets.size).toBeLessThanOrEqual(8);
  await collector.close();
});
