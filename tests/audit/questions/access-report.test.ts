import { expect, test } from 'vitest';
import { accessReport } from '../../../gateway/audit/questions/report/access-report.ts';
import { reportCsv } from '../../../gateway/audit/questions/report/report-csv.ts';
import { reportHtml } from '../../../gateway/audit/questions/report/report-html.ts';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { actor, type BuiltRecord, pseudonymOf } from './log-builder.ts';
import { createQuestionWorld, type QuestionWorld } from './question-world.ts';

const report = ({ services }: QuestionWorld, client = 'one', period: { from?: Date; to?: Date } = {}) =>
  accessReport({ client, ...period }, services);

const html = async (world: QuestionWorld, client = 'one') =>
  reportHtml(await report(world, client), world.services.purposes.controllers);

/** Reads CSV as RFC 4180 has it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

const act: BuiltRecord = {
  kind: 'act',
  name: 'Mutation.recordConsent',
  organisation: null,
  released: [],
  status: 'Ok',
};

test('a line tells the client when, what, who without a name, whose data, why and on which basis', async () => {
  await using world = await createQuestionWorld();
  await world.log.add({
    at: '2026-11-20T10:00:00Z',
    client: 'one',
    actor: actor('secret-subject'),
    released: ['debts', 'penal'],
    organisation: oins.cjib,
    source: 'cjib',
    basis: [
      {
        article: 'AVG art. 6 lid 1 onder a',
        basis: 'CONSENT',
        categories: ['debts', 'penal'],
        consent: { id: 'consent-id', version: 1 },
        emergency: null,
      },
    ],
    denied: [{ reason: 'CONSENT_MISSING', categories: ['debt-freezes'] }],
  });
  const made = await report(world);
  const common = {
    at: Date.parse('2026-11-20T10:00:00Z'),
    recipient: {
      role: 'hulpverlener',
      team: 'team-ondiep',
      organisation: { oin: oins.casework, name: 'Sociale teams Domstad en Hanzestad' },
    },
    organisation: { oin: oins.cjib, name: expect.stringMatching(/CJIB|Justitieel/) },
    purpose: expect.stringMatching(/^Schuldhulpverlening: /),
  };
  expect(made.lines).toEqual([
    {
      ...common,
      what: 'gegevens bekeken',
      categories: ['uw schulden', 'uw boetes'],
      bases: [
        {
          basis: 'uw toestemming',
          article: 'AVG art. 6 lid 1 onder a',
          consentId: 'consent-id',
          emergencyAccessId: null,
        },
      ],
      reasons: [],
    },
  ]);
  expect(made.denied).toEqual([
    {
      ...common,
      what: 'gevraagd en niet gekregen',
      categories: ['uw schuldpauzes'],
      bases: [],
      reasons: ['u gaf hiervoor geen toestemming'],
    },
  ]);
  expect(made.totals).toEqual({ records: 1, released: 1, denied: 1 });
  const texts = [JSON.stringify(made), reportCsv(made), reportHtml(made, [])];
  for (const text of texts) {
    expect(text).not.toContain('secret-subject');
    expect(text).not.toContain(pseudonymOf('one'));
  }
});

test('only what is about this client and in the period, newest first', async () => {
  await using world = await createQuestionWorld();
  await world.log.add(
    { at: '2026-11-20T10:00:00Z', client: 'one' },
    { at: '2026-11-20T11:00:00Z', client: 'two' },
    { at: '2026-11-20T11:00:00Z', client: null },
    { at: '2026-11-21T10:00:00Z', client: 'one' },
    { at: '2026-11-22T10:00:00Z', client: 'one' },
  );
  const times = async (period: { from?: Date; to?: Date }) =>
    (await report(world, 'one', period)).lines.map(({ at }) => new Date(at).toISOString().slice(8, 10));
  expect(await times({})).toEqual(['22', '21', '20']);
  const [from, to] = [new Date('2026-11-21T10:00:00Z'), new Date('2026-11-22T10:00:00Z')];
  expect(await times({ from })).toEqual(['22', '21']);
  expect(await times({ to })).toEqual(['21', '20']);
  expect(await times({ from, to })).toEqual(['21']);
  await expect(times({ from: to, to: from })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('acts, searches and organisations that gave nothing are told too; what was only denied stands apart', async () => {
  await using world = await createQuestionWorld();
  await world.log.add(
    { ...act, client: 'one', kind: 'act-begun', trace: 'a'.repeat(32) },
    { ...act, client: 'one', trace: 'a'.repeat(32) },
    { ...act, client: 'one', kind: 'act-begun', name: 'Mutation.linkClient' },
    { ...act, client: 'one', status: 'Unset', name: 'Mutation.somethingNew' },
    { client: 'one', kind: 'search', name: 'Query.accessReport', activity: null, released: [], organisation: null },
    { client: 'one', released: [], status: 'Error' },
    { client: 'one', denied: [{ reason: 'NO_CASE_RELATION', categories: ['case'] }] },
  );
  const { lines, denied, totals } = await report(world);
  expect(lines.map(({ what }) => what)).toEqual([
    'naar gegevens gevraagd, niets gekregen',
    'in het logboek opgezocht wie uw gegevens zag',
    'iets voor u gedaan of vastgelegd (niet gelukt)',
    'aan een organisatie gevraagd of die u kent (niet bekend of het is gelukt)',
    'uw toestemming vastgelegd',
  ]);
  expect(denied.map(({ reasons }) => reasons)).toEqual([['het team hielp u toen niet']]);
  expect(totals).toEqual({ records: 6, released: 0, denied: 1 });
});

test('a client whom nobody looked at and an id that nobody has give the same, and a whole page', async () => {
  await using world = await createQuestionWorld({ now: '2026-11-22T12:00:00Z' });
  await world.log.add({ client: 'somebody' });
  const made = await report(world, 'nobody');
  expect(made).toMatchObject({ lines: [], denied: [], truncated: false, totals: { records: 0 } });
  expect(reportCsv(made)).toMatch(/^Wanneer,Wat,[^\n]*\r\n$/);
  const page = await html(world, 'nobody');
  expect(page).toContain('heeft niemand via Korte Lijnen uw gegevens bekeken');
  expect(page).toContain('Autoriteit Persoonsgegevens');
  expect(page).not.toContain('<table');
  expect(await html(world, '10000000-0000-4000-8000-000000000101')).toBe(page);
  await expect(report(world, 'x'.repeat(201))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('more than five thousand records are cut off, which is said, and the totals are of all', async () => {
  await using world = await createQuestionWorld();
  await world.log.add({ client: 'one', denied: [{ reason: 'NOT_LINKED', categories: ['care'] }] }, { client: 'one' });
  await world.log.sql(
    `insert into audit.records select at, writer, seq + copy, hash, content
     from audit.records, generate_series(1, 5000) as copy where seq = 2`,
  );
  const made = await report(world);
  expect(made.lines).toHaveLength(5_000);
  expect(made).toMatchObject({ truncated: true, totals: { records: 5_002, released: 5_001, denied: 1 }, denied: [] });
  expect(reportHtml(made, [])).toContain('meer dan in één overzicht past');
});

const hostile = [
  '=cmd|/C calc!A0',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  ' =1',
  '<script>alert(1)</script>',
  `"'&<b>`,
  'a,"b"\r\nc',
];

test('a team of any name is a cell of its own in the CSV, and never a formula', async () => {
  await using world = await createQuestionWorld();
  for (const team of hostile) await world.log.add({ client: 'one', actor: actor('x', { team }) });
  const rows = parseCsv(reportCsv(await report(world)));
  expect(rows[0]).toEqual([
    'Wanneer',
    'Wat',
    'Functie',
    'Team',
    'Werkt bij',
    'Gegevens van',
    'Soort gegevens',
    'Doel',
    'Grondslag',
    'Artikel',
    'Toestemming',
    'Noodtoegang',
    'Waarom niet',
  ]);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([13]));
  const cells = rows.slice(1).map((row) => row[3] ?? '');
  expect(cells.map((cell) => cell.replace(/^'/, '')).toSorted()).toEqual(hostile.toSorted());
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@]/);
});

test('a team of any name is text on the page, which runs and loads nothing', async () => {
  await using world = await createQuestionWorld();
  for (const team of hostile) await world.log.add({ client: 'one', actor: actor('x', { team, role: '<i>' }) });
  const page = await html(world);
  expect(page).not.toMatch(/<script|<b>|<i>|\son\w+=|src=|href=|url\(|@import/);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).toContain('&quot;&#39;&amp;&lt;b&gt;');
  expect(page).toContain(`default-src 'none'`);
});

test('the page is in Dutch, tells rows and columns by their headings, and groups by day in Dutch time', async () => {
  await using world = await createQuestionWorld({ now: '2026-11-22T12:00:00Z' });
  await world.log.add(
    { at: '2026-11-20T22:59:00Z', client: 'one' },
    { at: '2026-11-20T23:01:00Z', client: 'one' },
    { at: '2026-11-21T09:05:00Z', client: 'one' },
  );
  const page = await html(world);
  expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="nl">\n/);
  expect(page.match(/<caption>[^<]*/g)).toEqual([
    '<caption>Zaterdag 21 november 2026',
    '<caption>Vrijdag 20 november 2026',
  ]);
  expect(page.match(/<th scope="row">[^<]*/g)).toEqual(
    ['10:05', '00:01', '23:59'].map((time) => `<th scope="row">${time}`),
  );
  expect(page.match(/<th scope="col">/g)).toHaveLength(12);
  expect(page).toContain('Het overzicht is gemaakt op 22 november 2026 om 13:00 uur.');
  expect(page.match(/<h1/g)).toHaveLength(1);
  expect(page).toContain('@media print');
});
