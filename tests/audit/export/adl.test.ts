import { expect, test } from 'vitest';
import { z } from 'zod';
import type { AdlLine } from '../../../gateway/audit/export/adl-line.ts';
import { addRecord, counted, createLog, exported, jsonLines } from './exporting.ts';

const span = z.string().regex(/^(?!0+$)[0-9a-f]{16}$/);
const oin = z.string().regex(/^\d{20}$/);
const basis = z.strictObject({ basis: z.string().nullable(), article: z.string().nullable() });
const references = z.record(z.string(), z.strictObject({ id: z.uuid(), version: z.int().positive().optional() }));

/** The Authorization Decision Log: raw request and response in the body, what was decided by in attributes, by reference. */
const line = z.strictObject({
  trace_id: z.string().regex(/^(?!0+$)[0-9a-f]{32}$/),
  span_id: span,
  parent_span_id: span,
  event_name: z.literal('adl.access_evaluation'),
  timestamp: z.int().positive(),
  status: z.enum(['Unset', 'Ok', 'Error']),
  attributes: z.strictObject({
    'adl.core.policies': z.strictObject({
      'processing-register': z.strictObject({
        version: z.string(),
        activity: z.url().nullable(),
        article: z.string().nullable(),
      }),
    }),
    'adl.core.information': references,
    'adl.core.configuration': z.strictObject({ 'processing-register': z.string() }),
  }),
  body: z.strictObject({
    'adl.core.request': z.strictObject({
      subject: z.strictObject({
        type: z.literal('role'),
        id: z.string(),
        properties: z.strictObject({ organisation: oin }),
      }),
      action: z.strictObject({ name: z.literal('read'), properties: z.strictObject({ operation: z.string() }) }),
      resource: z.strictObject({
        type: z.string(),
        id: z.string(),
        properties: z.strictObject({
          organisation: oin.nullable(),
          role: z.string().nullable(),
          subject_type: z.string().nullable(),
        }),
      }),
      context: z.strictObject({ time: z.iso.datetime(), activity: z.url().nullable() }),
    }),
    'adl.core.response': z.strictObject({
      decision: z.boolean(),
      context: z.union([z.strictObject({ reason: z.string() }), basis]),
    }),
  }),
});

const allowed = `select count(*) from (
  select distinct writer, seq, category from audit.records, lateral (
    select jsonb_array_elements_text(content -> 'released') as category
    union select jsonb_array_elements_text(basis -> 'categories') from jsonb_array_elements(content -> 'basis') as basis
  ) as decided where content ->> 'kind' = 'access') as decisions`;
const denied = `select coalesce(sum(jsonb_array_length(denial -> 'categories')), 0) as count
  from audit.records, jsonb_array_elements(content -> 'denied') as denial where content ->> 'kind' = 'access'`;

test('exactly one line a decision, allowed or denied, each as the standard says', async () => {
  await using log = await createLog(3_000);
  const lines = (await jsonLines(log, 'adl')).map((each) => line.parse(each));
  const decisions = lines.map(({ body }) => body['adl.core.response'].decision);
  expect(decisions.filter(Boolean)).toHaveLength(await counted(log, allowed));
  expect(decisions.filter((decision) => !decision)).toHaveLength(await counted(log, denied));
  expect(new Set(lines.map(({ trace_id, span_id }) => `${trace_id} ${span_id}`)).size).toBe(lines.length);
  for (const { status, body } of lines) {
    expect(status).toBe(body['adl.core.response'].decision ? 'Ok' : 'Unset');
  }
});

test('every decision hangs below the line of its access in the Logboek Dataverwerkingen', async () => {
  await using log = await createLog(1_000);
  const accesses = new Set((await jsonLines<{ span_id: string }>(log, 'ldv')).map(({ span_id }) => span_id));
  const lines = await jsonLines<AdlLine>(log, 'adl');
  expect(lines.length).toBeGreaterThan(100);
  for (const { parent_span_id } of lines) expect(accesses).toContain(parent_span_id);
});

test('an export made again names every decision as the first did', async () => {
  await using log = await createLog(500);
  expect(await exported(log, 'adl')).toBe(await exported(log, 'adl'));
});

test('a decision names the consent that it relied upon, and its basis; a denial its reason', async () => {
  await using log = await createLog(0);
  const consent = { id: crypto.randomUUID(), version: 3 };
  const article = 'AVG art. 6 lid 1 onder a';
  await addRecord(log, {
    released: ['debts'],
    basis: [{ article, basis: 'CONSENT', categories: ['debts'], consent, emergency: null }],
    denied: [{ categories: ['care'], reason: 'NO_LEGAL_BASIS' }],
  });
  const [debts, care] = await jsonLines<AdlLine>(log, 'adl');
  expect(debts?.body['adl.core.response']).toEqual({ decision: true, context: { basis: 'CONSENT', article } });
  expect(debts?.attributes['adl.core.information']).toEqual({ consent });
  expect(care?.body['adl.core.response']).toEqual({ decision: false, context: { reason: 'NO_LEGAL_BASIS' } });
  expect([care?.status, care?.attributes['adl.core.information']]).toEqual(['Unset', {}]);
});

test('what could not be decided is a fault; a category that was shown in part was decided twice', async () => {
  await using log = await createLog(0);
  await addRecord(log, { denied: [{ categories: ['debts'], reason: 'LINKS_UNAVAILABLE' }] });
  await addRecord(log, { released: ['income'], denied: [{ categories: ['income'], reason: 'CONSENT_WITHDRAWN' }] });
  const lines = await jsonLines<AdlLine>(log, 'adl');
  expect(lines.map(({ status }) => status)).toEqual(['Error', 'Ok', 'Unset']);
  expect(new Set(lines.map(({ span_id }) => span_id)).size).toBe(3);
});

test('no decision names the person who asked', async () => {
  await using log = await createLog(0);
  await addRecord(log, { released: ['identity'] });
  const text = await exported(log, 'adl');
  expect(text).toContain('"professional"');
  expect(text).not.toMatch(/the-person|team-ondiep/);
});
