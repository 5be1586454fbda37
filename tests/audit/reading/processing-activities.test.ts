import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { subjectPseudonymType } from '../../../gateway/audit/record/subject-pseudonym.ts';
import { addRecord, counted, jsonLines } from '../export/exporting.ts';
import { createReading, type ReadingWorld, reader } from './reading-world.ts';

/** ProcessingActivity of the standard's OpenAPI document. */
const answerForm = z.strictObject({
  processingActivities: z.array(
    z.strictObject({
      traceId: z.string().regex(/^[0-9a-f]{32}$/),
      spanId: z.string().regex(/^[0-9a-f]{16}$/),
      parentSpanId: z
        .string()
        .regex(/^[0-9a-f]{16}$/)
        .optional(),
      status: z.enum(['Unset', 'Ok', 'Error']),
      name: z.string().min(1),
      startTime: z.iso.datetime(),
      endTime: z.iso.datetime(),
      attributes: z.record(z.string(), z.string()),
    }),
  ),
});

let world: ReadingWorld;

beforeAll(async () => {
  world = await createReading(4_000);
});

afterAll(() => world[Symbol.asyncDispose]());

async function found(body: Record<string, unknown>): Promise<z.infer<typeof answerForm>['processingActivities']> {
  const response = await world.ask(body);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('api-version')).toBe('0.9.0');
  return answerForm.parse(await response.json()).processingActivities;
}

async function some(column: string): Promise<string> {
  const { rows } = await world.log.database.query<{ value: string }>(
    `select content ->> '${column}' as value from audit.records
     where content ->> 'kind' = 'access' and content ->> 'activity' is not null order by random() limit 1`,
  );
  return rows[0]?.value ?? expect.unreachable();
}

const matching = (condition: string) =>
  counted(world.log, `select count(*) from audit.records where content ->> 'activity' is not null and ${condition}`);

describe('lines are found', () => {
  test('by trace, written in either way, as they stand in the export', async () => {
    const traceId = await some('trace');
    const activities = await found({ traceId });
    expect(activities).toHaveLength(await matching(`content ->> 'trace' = '${traceId}'`));
    const asUuid = traceId.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-').toUpperCase();
    expect(await found({ traceId: asUuid })).toEqual(activities);
    const exported = await jsonLines<Record<string, unknown>>(world.log, 'ldv');
    const mine = exported.filter((line) => line.trace_id === traceId);
    expect(activities.map(({ spanId }) => spanId).toSorted()).toEqual(mine.map((line) => line.span_id).toSorted());
    for (const { spanId, startTime, attributes, parentSpanId } of activities) {
      const line = mine.find((candidate) => candidate.span_id === spanId);
      expect(line).toMatchObject({ start_time: Date.parse(startTime), attributes });
      expect(line?.parent_span_id).toBe(parentSpanId);
    }
  });

  test('by data subject, the oldest first', async () => {
    const subject = await some('subject');
    const body = { 'dpl.core.data_subject_id': subject, 'dpl.core.data_subject_id_type': subjectPseudonymType };
    const activities = await found(body);
    expect(activities).toHaveLength(await matching(`content ->> 'subject' = '${subject}'`));
    const starts = activities.map(({ startTime }) => Date.parse(startTime));
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));
    for (const { attributes } of activities) expect(attributes['dpl.core.data_subject_id']).toBe(subject);
  });

  test('by activity within a period, from its first moment up to and with its last', async () => {
    const activity = await some('activity');
    const { rows } = await world.log.database.query<{ from: string; to: string }>(
      `select min(content ->> 'start') as from, min(content ->> 'end') as to from (select content from audit.records
       where content ->> 'activity' = $1 order by at offset 200 limit 200) as part`,
      [activity],
    );
    const [from, to] = [Number(rows[0]?.from), Number(rows[0]?.to) + 5_000];
    const period = { startTime: new Date(from).toISOString(), endTime: new Date(to).toISOString() };
    const activities = await found({ 'dpl.core.processing_activity_id': activity, ...period });
    const condition = `content ->> 'activity' = '${activity}' and (content ->> 'start')::bigint >= ${from}
      and (content ->> 'end')::bigint <= ${to}`;
    expect(activities.length).toBeGreaterThan(5);
    expect(activities).toHaveLength(await matching(condition));
    const inMilliseconds = { startTime: from, endTime: to };
    expect(await found({ 'dpl.core.processing_activity_id': activity, ...inMilliseconds })).toEqual(activities);
  });

  test('by all that is given together', async () => {
    const [subject, activity] = [await some('subject'), 'urn:korte-lijnen:activity:social-support'];
    const body = { 'dpl.core.data_subject_id': subject, 'dpl.core.processing_activity_id': activity };
    const condition = `content ->> 'subject' = '${subject}' and content ->> 'activity' = '${activity}'`;
    expect(await found(body)).toHaveLength(await matching(condition));
  });

  test('not at all when there are none', async () => {
    expect(await found({ traceId: 'f'.repeat(32) })).toEqual([]);
    expect(await found({ traceId: await some('trace'), startTime: '2999-01-01T00:00:00Z' })).toEqual([]);
  });

  test('a thousand at the most, the oldest; the rest from where those end', async () => {
    const activity = 'urn:korte-lijnen:activity:debt-assistance';
    const response = await world.ask({ 'dpl.core.processing_activity_id': activity });
    expect(response.headers.get('x-results-limited-to')).toBe('1000');
    const first = answerForm.parse(await response.json()).processingActivities;
    const seen = new Set(first.map(({ spanId }) => spanId));
    expect(seen.size).toBe(1_000);
    for (let last = first.at(-1); ; ) {
      const next = await found({ 'dpl.core.processing_activity_id': activity, startTime: last?.startTime });
      for (const { spanId } of next) seen.add(spanId);
      if (next.length < 1_000) break;
      last = next.at(-1);
    }
    expect(seen.size).toBe(await matching(`content ->> 'activity' = '${activity}'`));
  });

  test('without a word of who asked', async () => {
    await addRecord(world.log, { trace: 'a'.repeat(32) });
    const text = JSON.stringify(await found({ traceId: 'a'.repeat(32) }));
    expect(text).toContain('Query.client');
    expect(text).not.toMatch(/the-person|team-ondiep|professional/);
  });
});

test('every reading is recorded before it is answered: who, in which trace, and about whom', async () => {
  const subject = await some('subject');
  const fsc = crypto.randomUUID();
  const traceparent = `00-${'b'.repeat(32)}-${'c'.repeat(16)}-01`;
  const headers = { traceparent, 'fsc-transaction-id': fsc };
  const response = await world.ask({ 'dpl.core.data_subject_id': subject }, { headers });
  expect(world.recorded.at(-1)).toMatchObject({
    kind: 'search',
    name: 'POST /processing-activities',
    actor: { organisation: reader.organisation, role: 'client', subject: reader.id, team: null },
    subject,
    trace: 'b'.repeat(32),
    parent: 'c'.repeat(16),
    fsc,
  });
  expect(response.headers.get('fsc-transaction-id')).toBe(fsc);
  expect(response.headers.get('traceparent')).toContain('b'.repeat(32));
});
