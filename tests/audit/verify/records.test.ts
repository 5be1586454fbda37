import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTamperedLog, type TamperedLog, told } from './tampered-log.ts';

let log: TamperedLog;
beforeAll(async () => {
  log = await createTamperedLog();
});
afterEach(() => log.restore());
afterAll(() => log[Symbol.asyncDispose]());

const first = (kind: string, seq: number, to: number | null = null) => ({
  kind,
  of: 'record',
  writer: log.writer,
  seq,
  to,
});

/** Of the chain that is tampered with. */
const one = (seq: number) => `writer = '${log.writer}' and seq = ${seq}`;
const beyond = (seq: number) => `writer = '${log.writer}' and seq > ${seq}`;

test('an untouched log is as it was written, and all of it is covered by checkpoints', async () => {
  expect(await log.verify()).toMatchObject({ isSound: true, findings: [], records: 200, chains: 2, uncovered: 0 });
});

describe('altered', () => {
  test.each([
    ['a value', `content = jsonb_set(content, '{actor,role}', '"nobody"')`],
    ['a value that was null', `content = jsonb_set(content, '{organisation}', '"00000099000000000000"')`],
    ['another property', `content = content || '{"note": "x"}'`],
    ['another property inside', `content = jsonb_set(content, '{actor,note}', '"x"')`],
    ['a property less', `content = content - 'status'`],
    ['a number written otherwise', `content = jsonb_set(content, '{end}', (content ->> 'end' || '.0')::jsonb)`],
    ['the version of the form', `content = jsonb_set(content, '{v}', '2')`],
    ['its own number', `content = jsonb_set(content, '{seq}', '999')`],
    ['its own time', `content = jsonb_set(content, '{at}', '1')`],
    ['its own writer', `content = jsonb_set(content, '{writer}', '"20000000-0000-4000-8000-000000000000"')`],
    ['the time column', `at = at + interval '1 microsecond'`],
    ['the hash', `hash = sha256('x')`],
    ['everything', `content = '[]'`],
    ['everything to nothing', `content = 'null'`],
  ])('%s of one record: that one is named', async (_, change) => {
    await log.tamper(`update audit.records set ${change} where ${one(42)}`);
    const result = await log.verify();
    expect(told(result)).toEqual(first('altered', 42));
    expect(result.findingCount).toBe(1);
    await log.restore();
    await log.tamper(`update audit.records set ${change} where ${one(1)}`);
    expect(told(await log.verify())).toEqual(first('altered', 1));
  });

  test('one and its hash: the next is named, and that it may be the one before it', async () => {
    await log.rehash(42, (content) => Object.assign(content, { status: 'Error' }), 1);
    const result = await log.verify();
    expect(told(result)).toEqual(first('altered', 43));
    expect(result.findings[0]?.seen).toContain('the record before it');
  });

  test('one and its hash, of which a checkpoint was signed: that one is named', async () => {
    const seq = await headAfter(42);
    await log.rehash(seq, (content) => Object.assign(content, { status: 'Error' }), 1);
    expect(told(await log.verify())).toEqual(first('altered', seq));
  });

  test('one, and all hashes after it: the first checkpoint after it names the records it may be', async () => {
    await log.rehash(42, (content) => Object.assign(content, { status: 'Error' }));
    const result = await log.verify();
    const { seq, to, kind } = result.findings[0] ?? {};
    expect(kind).toBe('altered');
    expect(to).toBe(await headAfter(42));
    expect([seq, Number(to) - Number(seq) < 40]).toEqual([expect.any(Number), true]);
    expect(Number(seq)).toBeLessThanOrEqual(42);
  });
});

describe('missing', () => {
  test.each([1, 42])('record %i: it is named', async (seq) => {
    await log.tamper(`delete from audit.records where ${one(seq)}`);
    const result = await log.verify();
    expect([told(result), result.findingCount]).toEqual([first('missing', seq), 1]);
  });

  test('some in a row: the first and the last of them are named', async () => {
    await log.tamper(`delete from audit.records where ${beyond(41)} and seq < 48`);
    expect(told(await log.verify())).toEqual(first('missing', 42, 47));
  });

  test('the newest, of a chain that ended in good order: they are named', async () => {
    const last = log.written.heads[0]?.seq ?? 0;
    await log.tamper(`delete from audit.records where ${beyond(last - 3)}`);
    expect(told(await log.verify())).toEqual(first('missing', last - 2, last));
  });

  test('one, the numbers of all after it lowered: it is named', async () => {
    await log.tamper(`delete from audit.records where ${one(42)}`);
    await log.tamper(`update audit.records set seq = seq - 1 where ${beyond(42)}`);
    const result = await log.verify();
    expect([told(result), result.findingCount]).toEqual([first('missing', 42), 1]);
  });

  test('one, the numbers of all after it lowered in their content too: it is named', async () => {
    await log.tamper(`delete from audit.records where ${one(42)}`);
    await log.tamper(
      `update audit.records set seq = seq - 1, content = jsonb_set(content, '{seq}', to_jsonb(seq - 1)) where ${beyond(42)}`,
    );
    expect(told(await log.verify())).toEqual(first('missing', 42));
  });

  test('a whole chain: all of it is named', async () => {
    await log.tamper(`delete from audit.records where ${beyond(0)}`);
    expect(told(await log.verify())).toEqual(first('missing', 1, log.written.heads[0]?.seq ?? 0));
  });
});

describe('added', () => {
  const copy = (seq: number, at: string, hash = `sha256('x')`) =>
    `insert into audit.records select ${at}, writer, seq, ${hash}, content from audit.records where ${one(seq)}`;

  test.each([
    ['after the other', `at + interval '1 ms'`],
    ['before the other', `at - interval '1 ms'`],
  ])('a second record of a number, %s in time: it is named', async (_, at) => {
    await log.tamper(copy(42, at));
    const result = await log.verify();
    expect([told(result), result.findingCount]).toEqual([first('added', 42), 1]);
  });

  test.each([
    ['a hash of nothing', false],
    ['the hash that it should have', true],
  ])('one put in with %s, the numbers after it raised: it is named', async (_, isHashed) => {
    await log.tamper(`update audit.records set seq = seq + 10000 where ${beyond(41)}`);
    await log.tamper(`update audit.records set seq = seq - 9999 where writer = $1 and seq > 10000`, [log.writer]);
    await log.tamper(
      `insert into audit.records select at, writer, 42, hash, jsonb_set(content, '{seq}', '42') from audit.records where ${one(41)}`,
    );
    if (isHashed) await log.rehash(42, () => {}, 1);
    const result = await log.verify();
    expect([told(result), result.findingCount]).toEqual([first('added', 42), 1]);
  });

  test('one after the last of a chain that ended: it is named', async () => {
    const last = log.written.heads[0]?.seq ?? 0;
    await log.tamper(
      `insert into audit.records select at, writer, seq + 1, hash, jsonb_set(content, '{seq}', to_jsonb(seq + 1))
       from audit.records where ${one(last)}`,
    );
    await log.rehash(last + 1, () => {}, 1);
    expect(told(await log.verify())).toEqual(first('added', last + 1));
  });

  test('a whole chain: it is named, for nobody signed that it began', async () => {
    const stranger = '20000000-0000-4000-8000-000000000000';
    await log.tamper(
      `insert into audit.records select at, '${stranger}', 1, hash, content || '{"seq": 1, "writer": "${stranger}"}'
       from audit.records where ${one(42)}`,
    );
    const result = await log.verify();
    expect(result.findings.some(({ kind, writer, seq }) => kind === 'added' && writer === stranger && seq === 1)).toBe(
      true,
    );
    expect(result.findings.every(({ writer }) => writer === stranger)).toBe(true);
  });
});

describe('reordered', () => {
  const swap = (columns: string, one: number, other: number) =>
    `update audit.records as r set ${columns.split(' ').map((column) => `${column} = o.${column}`)}
     from audit.records as o where r.writer = '${log.writer}' and o.writer = r.writer
       and (r.seq, o.seq) in ((${one}, ${other}), (${other}, ${one}))`;

  test.each([
    ['content', 42, 43],
    ['content', 42, 77],
    ['content hash', 42, 77],
    ['content hash at', 42, 77],
    ['content hash at', 42, 43],
    ['content hash', 1, 2],
  ])('the %s of two records exchanged (%i and %i): the first of them is named', async (columns, one, other) => {
    await log.tamper(swap(columns, one, other));
    const result = await log.verify();
    expect(told(result)).toEqual(first('reordered', one));
    expect(result.findings.map(({ seq }) => seq)).toEqual([one, other]);
  });

  test('one given a number far away: named where it was', async () => {
    await log.tamper(`update audit.records set seq = 5000 where ${one(42)}`);
    expect(await log.verify()).toMatchObject({
      findings: [
        { kind: 'missing', seq: 42 },
        { kind: 'reordered', seq: 5000 },
      ],
    });
  });
});

/** The first record after this one that a checkpoint was made for. */
async function headAfter(seq: number): Promise<number> {
  const heads = log.written.checkpoints
    .map((jws) => JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()).heads[0])
    .filter((head) => head.writer === log.writer && head.seq >= seq);
  return heads[0].seq;
}
