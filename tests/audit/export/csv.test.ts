import { expect, test } from 'vitest';
import { addRecord, counted, createLog, exported, type LogWorld } from './exporting.ts';

/** Reads RFC 4180 as strictly as it is written: an unquoted field has no quote in it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const token = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const [, field = '', end] = token.exec(text) ?? expect.unreachable(`no field at ${at}: ${text.slice(at, at + 50)}`);
    row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

async function table(log: LogWorld): Promise<Record<string, string>[]> {
  const [header = [], ...rows] = readCsv(await exported(log, 'csv'));
  return rows.map((row) => {
    expect(row).toHaveLength(header.length);
    return Object.fromEntries(header.map((name, column) => [name, row[column] ?? '']));
  });
}

test('the table has a row for every record, with all that is recorded', async () => {
  await using log = await createLog(1_500);
  const rows = await table(log);
  expect(rows).toHaveLength(await counted(log, 'select count(*) from audit.records'));
  const { rows: records } = await log.database.query<{ content: Record<string, unknown>; hash: string }>(
    `select content, encode(hash, 'hex') as hash from audit.records order by at, writer, seq`,
  );
  for (const [index, row] of rows.entries()) {
    const { content, hash } = records[index] ?? expect.unreachable();
    expect(row).toMatchObject({ hash, writer: content.writer, seq: String(content.seq), kind: content.kind });
    expect(new Date(row.at ?? '').getTime()).toBe(content.at);
    expect(row.released).toBe((content.released as string[]).join(' '));
  }
});

test('there is a column for every property of a record', async () => {
  await using log = await createLog(0);
  const entry = await addRecord(log, {});
  const [header = ''] = (await exported(log, 'csv')).split('\r\n');
  const { actor, ...plain } = entry;
  const properties = [...Object.keys(plain), ...Object.keys(actor).map((name) => `actor_${name}`)];
  expect(header.split(',').toSorted()).toEqual(
    [...properties, 'at', 'writer', 'seq', 'v', 'hash', 'consent', 'emergency'].toSorted(),
  );
});

test('quotes, commas and ends of lines stay within their field', async () => {
  await using log = await createLog(0);
  const hostile = 'team "a", b\r\nc';
  await addRecord(log, { actor: { organisation: 'o', role: 'r', subject: 's', team: hostile } });
  expect((await table(log))[0]?.actor_team).toBe(hostile);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x', ' =x', '|cmd', '%x', '＝1'])(
  'a spreadsheet does not calculate with %j',
  async (formula) => {
    await using log = await createLog(0);
    await addRecord(log, { actor: { organisation: 'o', role: 'r', subject: formula, team: null }, name: formula });
    const [row] = await table(log);
    expect([row?.actor_subject, row?.name]).toEqual([`'${formula}`, `'${formula}`]);
  },
);
