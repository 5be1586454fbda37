import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Checkpoint, checkpointDigest } from '../../../gateway/audit/checkpoints/checkpoint.ts';
import { signCheckpoint } from '../../../gateway/audit/checkpoints/sign-checkpoint.ts';
import { type CallKeys, generateCallKeys } from '../../../signed-calls/call-keys.ts';
import { createTamperedLog, type TamperedLog, told } from './tampered-log.ts';

let log: TamperedLog;
let file: string;
let lines: string[];
beforeAll(async () => {
  log = await createTamperedLog();
  file = log.settings.checkpointFile;
  lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
});
beforeEach(() => write(lines));
afterEach(() => log.restore());
afterAll(() => log[Symbol.asyncDispose]());

const write = (some: readonly string[]) => writeFile(file, some.map((line) => `${line}\n`).join(''));
const payload = (jws: string): Checkpoint => JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
const ofChain = () => log.written.checkpoints.filter((jws) => payload(jws).by === log.writer);
const line = (jws: string) => JSON.stringify({ jws });
const aboutCheckpoint = (kind: string) => expect.objectContaining({ kind, of: 'checkpoint' });

/** Rewrites the chain from a record on, with all that is in the database: only the keys are not there. */
async function rewriteChain(from: number): Promise<void> {
  await log.rehash(from, (content) => Object.assign(content, { trace: '0'.repeat(32) }));
}

/** Makes the table's checkpoints anew, over the hashes that the records have now. */
async function rewriteCheckpoints(keys: CallKeys): Promise<void> {
  const previous = new Map<string, string>();
  for (const jws of log.written.checkpoints) {
    const checkpoint = payload(jws);
    const heads = [];
    for (const head of checkpoint.heads) heads.push({ ...head, hash: await hashNow(head) });
    const forged = signCheckpoint(keys, { ...checkpoint, heads, previous: previous.get(checkpoint.by) ?? null });
    previous.set(checkpoint.by, checkpointDigest(forged));
    await log.tamper('update audit.checkpoints set jws = $2 where jws = $1', [jws, forged]);
  }
}

async function hashNow({ writer, seq, hash }: Checkpoint['heads'][number]): Promise<string> {
  const sql = `select encode(hash, 'hex') as hash from audit.records where writer = $1 and seq = $2`;
  const { rows } = await log.tamper(sql, [writer, seq]);
  return rows[0]?.hash ?? hash;
}

describe('the whole chain is rewritten', () => {
  test('and the checkpoints are left: they name the first records that may be altered', async () => {
    await rewriteChain(1);
    expect(await log.verify()).toMatchObject({
      findings: [{ kind: 'altered', of: 'record', seq: 1, writer: log.writer }],
    });
  });

  test('and the table of checkpoints is emptied: the file names the records, and what the table lacks', async () => {
    await rewriteChain(1);
    await log.tamper('delete from audit.checkpoints');
    const { findings } = await log.verify();
    expect(findings[0]).toMatchObject({ kind: 'altered', of: 'record', seq: 1, writer: log.writer });
    expect(findings.filter(({ of }) => of === 'checkpoint')).toHaveLength(lines.length);
  });

  test('and the checkpoints are signed with another key: the file names the records, and each forged one is told', async () => {
    await rewriteChain(1);
    await rewriteCheckpoints(generateCallKeys());
    const { findings } = await log.verify();
    expect(findings[0]).toMatchObject({ kind: 'altered', of: 'record', seq: 1, writer: log.writer });
    expect(findings).toContainEqual(
      expect.objectContaining({ seen: expect.stringContaining('a key that is not known') }),
    );
  });

  test('and the file too, by someone who has not the key: nothing is signed any more', async () => {
    await rewriteChain(1);
    await rewriteCheckpoints(generateCallKeys());
    const { rows } = await log.tamper('select jws from audit.checkpoints order by id');
    await write(rows.map(({ jws }) => line(jws)));
    const result = await log.verify();
    expect(result.isSound).toBe(false);
    expect(result.findings.filter(({ kind, of }) => kind === 'added' && of === 'record')).toHaveLength(2);
  });
});

test('the newest records are gone, with the checkpoints of the table that sign them: the file names what is missing', async () => {
  const kept = ofChain().findIndex((jws) => (payload(jws).heads[0]?.seq ?? 0) > 60);
  const gone = ofChain().slice(kept);
  const last = payload(ofChain()[kept - 1] ?? '').heads[0]?.seq ?? 0;
  await log.tamper('delete from audit.records where writer = $1 and seq > $2', [log.writer, last]);
  await log.tamper('delete from audit.checkpoints where jws = any($1)', [gone]);
  const result = await log.verify();
  expect(told(result)).toEqual({
    kind: 'missing',
    of: 'record',
    writer: log.writer,
    seq: last + 1,
    to: log.written.heads[0]?.seq,
  });
});

test('a whole chain is gone, from the table of checkpoints too: the file names it', async () => {
  await log.tamper('delete from audit.records where writer = $1', [log.writer]);
  await log.tamper('delete from audit.checkpoints where jws = any($1)', [ofChain()]);
  expect(told(await log.verify())).toMatchObject({ kind: 'missing', of: 'record', writer: log.writer, seq: 1 });
});

describe('in the table', () => {
  test('one is gone: told', async () => {
    await log.tamper('delete from audit.checkpoints where jws = $1', [ofChain()[1]]);
    const { findings } = await log.verify();
    expect(findings).toContainEqual(aboutCheckpoint('missing'));
    expect(findings.every(({ of, writer }) => of === 'checkpoint' && writer === log.writer)).toBe(true);
  });

  test.each([
    ['its signature', (jws: string) => `${jws.slice(0, -4)}${jws.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`],
    ['what it says', (jws: string) => resaid(jws, (checkpoint) => ({ ...checkpoint, heads: [] }))],
    ['all of it', () => 'nothing'],
  ])('%s is altered: told', async (_, change) => {
    const [, second = ''] = ofChain();
    await log.tamper('update audit.checkpoints set jws = $2 where jws = $1', [second, change(second)]);
    const { findings } = await log.verify();
    expect(findings[0]).toMatchObject({ kind: 'altered', of: 'checkpoint' });
  });

  test('one more, of a chain that nobody wrote, signed with a key that is not ours: told', async () => {
    const forged = signCheckpoint(generateCallKeys(), {
      v: 1,
      at: 1,
      kind: 'opened',
      by: log.writer,
      heads: [],
      previous: null,
    });
    await log.tamper('insert into audit.checkpoints (at, jws) values (now(), $1)', [forged]);
    expect(await log.verify()).toMatchObject({ findings: [{ kind: 'altered', of: 'checkpoint' }], findingCount: 1 });
  });
});

describe('in the file', () => {
  test('a line is gone: told', async () => {
    await write(lines.filter((one) => one !== line(ofChain()[1] ?? '')));
    expect(await log.verify()).toMatchObject({ findings: [aboutCheckpoint('missing')], findingCount: 1 });
  });

  test('the last line of a chain is gone, as when its gateway was killed before it wrote it: nothing is wrong', async () => {
    await write(lines.filter((one) => one !== line(ofChain().at(-1) ?? '')));
    expect(await log.verify()).toMatchObject({ isSound: true, checkpoints: { unfiled: 1 } });
  });

  test('half of that line is there, the next chain after it: nothing is wrong', async () => {
    const last = line(ofChain().at(-1) ?? '');
    const at = lines.indexOf(last);
    await write(lines.with(at, last.slice(0, 200)));
    expect(await log.verify()).toMatchObject({ isSound: true });
  });

  test('a line that cannot be read, with others of its chain after it: told', async () => {
    await write(lines.with(0, (lines[0] ?? '').replace('{', '(')));
    expect(await log.verify()).toMatchObject({ findings: [aboutCheckpoint('missing')], findingCount: 1 });
  });

  test('a line that cannot be read and takes nothing away: counted, nothing is wrong', async () => {
    await write([...lines, 'nonsense', '']);
    expect(await log.verify()).toMatchObject({ isSound: true, checkpoints: { unreadable: 2, unfiled: 0 } });
  });

  test('a line that says something else: told', async () => {
    const [first = '', second = ''] = ofChain();
    await write(lines.with(lines.indexOf(line(second)), line(`${second.slice(0, -4)}AAAA`)));
    expect((await log.verify()).isSound).toBe(false);
    await write(lines.with(0, line(resaid(first, (checkpoint) => ({ ...checkpoint, at: 1 })))));
    expect((await log.verify()).isSound).toBe(false);
  });

  test('a line more, not signed by us: told', async () => {
    const forged = signCheckpoint(generateCallKeys(), {
      v: 1,
      at: 1,
      kind: 'opened',
      by: log.writer,
      heads: [],
      previous: null,
    });
    await appendFile(file, `${line(forged)}\n`);
    expect(await log.verify()).toMatchObject({ findings: [aboutCheckpoint('altered')] });
  });

  test('only the lines of another gateway: not held against this one, and said', async () => {
    await write(lines.filter((one) => !ofChain().map(line).includes(one)));
    expect(await log.verify()).toMatchObject({ isSound: true, writersWithoutFile: 1 });
  });

  test('two files, one a gateway: both are held against the table', async () => {
    const own = ofChain().map(line);
    const other = join(file, '..', 'other.jsonl');
    await writeFile(other, `${own.join('\n')}\n`);
    await write(lines.filter((one) => !own.includes(one)));
    expect(await log.verify({ checkpointFiles: [file, other] })).toMatchObject({
      isSound: true,
      writersWithoutFile: 0,
    });
  });
});

test('checkpoints signed with a key of before: sound with both keys, told without the old one', async () => {
  const keys = generateCallKeys();
  const both = { keys: [...keys.published().keys, ...log.settings.keys.published().keys] };
  expect(await log.verify({ keys: both })).toMatchObject({ isSound: true });
  expect(await log.verify({ keys: keys.published() })).toMatchObject({ isSound: false });
});

function resaid(jws: string, change: (checkpoint: Checkpoint) => object): string {
  const [header, , signature] = jws.split('.');
  return [header, Buffer.from(JSON.stringify(change(payload(jws)))).toString('base64url'), signature].join('.');
}

describe('sets of fields', () => {
  test.each([
    ['its fields', `coordinates = array_append(coordinates, 'Client.bsn')`],
    ['two of its fields made one', `coordinates = array[array_to_string(coordinates, e'\\n')]`],
    ['its digest', `digest = repeat('0', 64)`],
  ])('%s altered: told', async (_, change) => {
    await log.tamper(`update audit.field_sets set ${change} where digest = (select max(digest) from audit.field_sets)`);
    const { findings } = await log.verify();
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'altered', of: 'field-set' }));
  });

  test('one gone: told once, with the first record that names it', async () => {
    const { rows } = await log.tamper(
      `select content ->> 'fields' as digest, min(seq)::int as seq from audit.records where writer = $1 and content ->> 'fields' is not null
       group by 1 order by 2 limit 1`,
      [log.writer],
    );
    await log.tamper('delete from audit.field_sets where digest = $1', [rows[0].digest]);
    expect(await log.verify()).toMatchObject({
      findings: [{ kind: 'missing', of: 'field-set', seq: rows[0].seq, writer: log.writer }],
      findingCount: 1,
    });
  });
});
