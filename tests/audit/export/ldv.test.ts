import { expect, test } from 'vitest';
import { z } from 'zod';
import { counted, createLog, jsonLines } from './exporting.ts';

const milliseconds = z.int().nonnegative();

/** The table of the Logboek Dataverwerkingen in the project's domain description (Logius, working version 0.8.0). */
const line = z.strictObject({
  trace_id: z.string().regex(/^(?!0+$)[0-9a-f]{32}$/),
  span_id: z.string().regex(/^(?!0+$)[0-9a-f]{16}$/),
  parent_span_id: z
    .string()
    .regex(/^(?!0+$)[0-9a-f]{16}$/)
    .optional(),
  status: z.enum(['Unset', 'Ok', 'Error']),
  name: z.string().min(1),
  start_time: milliseconds,
  end_time: milliseconds,
  resource: z.strictObject({ attributes: z.record(z.string(), z.string()) }).optional(),
  attributes: z.strictObject({
    'dpl.core.processing_activity_id': z.url(),
    'dpl.core.data_subject_id': z
      .string()
      .regex(/^[\w-]{43}$/)
      .optional(),
    'dpl.core.data_subject_id_type': z.url().optional(),
    'dpl.core.foreign_operation.processor': z.url().optional(),
  }),
});

test('every line of a Logboek Dataverwerkingen is as its standard says, and there is one for every record of an activity', async () => {
  await using log = await createLog(3_000);
  const lines = await jsonLines(log, 'ldv');
  for (const each of lines) {
    const read = line.parse(each);
    expect(read.start_time).toBeLessThanOrEqual(read.end_time);
    expect(read.attributes['dpl.core.data_subject_id'] === undefined).toBe(
      read.attributes['dpl.core.data_subject_id_type'] === undefined,
    );
  }
  const activities = `select count(*) from audit.records where content ->> 'activity' is not null`;
  expect(lines).toHaveLength(await counted(log, activities));
});

test('no line says who asked', async () => {
  await using log = await createLog(500);
  const text = JSON.stringify(await jsonLines(log, 'ldv'));
  const { rows } = await log.database.query<{ subject: string; team: string | null }>(
    `select distinct content #>> '{actor,subject}' as subject, content #>> '{actor,team}' as team from audit.records`,
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { subject, team } of rows) {
    expect(text).not.toContain(subject);
    if (team !== null) expect(text).not.toContain(`"${team}"`);
  }
});

test('lines stand in the order in which they were recorded', async () => {
  await using log = await createLog(2_000);
  const spans = (await jsonLines<z.infer<typeof line>>(log, 'ldv')).map(({ span_id }) => span_id);
  const { rows } = await log.database.query<{ span: string }>(
    `select content ->> 'span' as span from audit.records where content ->> 'activity' is not null order by at, writer, seq`,
  );
  expect(spans).toEqual(rows.map(({ span }) => span));
});

test('a period has what was recorded from its first moment up to and not at its last', async () => {
  const from = Date.UTC(2026, 9, 31, 23, 59, 0);
  await using log = await createLog(2_000, from);
  const [to, all] = [from + 60_000, await jsonLines(log, 'ldv')];
  const [before, after] = [await jsonLines(log, 'ldv', { to }), await jsonLines(log, 'ldv', { from: to })];
  expect(before.length).toBeGreaterThan(100);
  expect(after.length).toBeGreaterThan(100);
  expect([...before, ...after]).toEqual(all);
  expect(await jsonLines(log, 'ldv', { from: to, to })).toEqual([]);
  expect(await jsonLines(log, 'ldv', { from, to: from + 1 })).toHaveLength(1);
});
