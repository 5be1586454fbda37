import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../../gateway/audit/verify/finding.ts';
import { createTamperedLog, type TamperedLog } from './tampered-log.ts';

let log: TamperedLog;
let last: number;
beforeAll(async () => {
  log = await createTamperedLog({ records: 120, checkpointEvery: 10 });
  last = log.written.heads[0]?.seq ?? 0;
});
afterAll(() => log[Symbol.asyncDispose]());

/** What somebody does to the log, and how it is to be named. */
interface Tampering {
  does(at: number, other: number): Promise<unknown>;
  kinds: readonly Finding['kind'][];
  /** Where it is, if that is not where it was done. */
  at?(at: number, other: number): number;
}

const row = (seq: number) => `writer = '${log.writer}' and seq = ${seq}`;
const set = (seq: number, change: string) => log.tamper(`update audit.records set ${change} where ${row(seq)}`);
const moveUp = async (from: number, alsoIn: string) => {
  await log.tamper(`update audit.records set seq = seq + 10000 where writer = '${log.writer}' and seq >= ${from}`);
  await log.tamper(`update audit.records set seq = seq - 9999 ${alsoIn} where seq > 10000`);
};
const numberInside = (to: string) => `, content = jsonb_set(content, '{seq}', to_jsonb(${to}))`;

const tamperings: Readonly<Record<string, Tampering>> = {
  'a value': {
    does: (at) => set(at, `content = jsonb_set(content, '{span}', '"0000000000000000"')`),
    kinds: ['altered'],
  },
  'a property more': { does: (at) => set(at, `content = content || '{"x": null}'`), kinds: ['altered'] },
  'a property less': { does: (at) => set(at, `content = content - 'fsc'`), kinds: ['altered'] },
  'its hash': { does: (at) => set(at, `hash = sha256(hash)`), kinds: ['altered'] },
  'its time': { does: (at) => set(at, `at = at + interval '3 s'`), kinds: ['altered'] },
  'its time inside': {
    does: (at) => set(at, `content = jsonb_set(content, '{at}', to_jsonb((content ->> 'at')::bigint + 1))`),
    kinds: ['altered'],
  },
  removed: { does: (at) => log.tamper(`delete from audit.records where ${row(at)}`), kinds: ['missing'] },
  'removed, numbers lowered': {
    async does(at) {
      await log.tamper(`delete from audit.records where ${row(at)}`);
      await moveUp(at + 1, '');
      await log.tamper(`update audit.records set seq = seq - 2 where writer = '${log.writer}' and seq > ${at}`);
    },
    kinds: ['missing'],
  },
  doubled: {
    does: (at) =>
      log.tamper(`insert into audit.records select at + interval '1 ms', writer, seq, hash, content || '{"end": 1}'
        from audit.records where ${row(at)}`),
    kinds: ['added'],
  },
  'put in, numbers raised': {
    async does(at) {
      await moveUp(at, '');
      await log.tamper(`insert into audit.records select at, writer, ${at}, hash, content || '{"seq": ${at}, "end": 1}'
        from audit.records where ${row(at + 1)}`);
    },
    kinds: ['added'],
  },
  'put in, numbers raised inside too': {
    async does(at) {
      await moveUp(at, numberInside('seq - 9999'));
      await log.tamper(`insert into audit.records select at, writer, ${at}, hash, content || '{"seq": ${at}, "end": 1}'
        from audit.records where ${row(at + 1)}`);
    },
    kinds: ['added'],
  },
  exchanged: {
    does: (at, other) =>
      log.tamper(`update audit.records as one set content = other.content, hash = other.hash, at = other.at
        from audit.records as other where one.writer = '${log.writer}' and other.writer = one.writer
          and (one.seq, other.seq) in ((${at}, ${other}), (${other}, ${at}))`),
    kinds: ['reordered'],
    at: Math.min,
  },
  'another number': {
    does: (at) => set(at, 'seq = 5000'),
    kinds: ['missing', 'reordered'],
  },
  'altered, its hash made anew': {
    does: (at) => log.rehash(at, (content) => Object.assign(content, { end: 1 }), 1),
    kinds: ['altered'],
    // Between this record and the next nothing tells which; at the end the checkpoint tells.
    at: (at) => at,
  },
  'altered, all hashes made anew': {
    does: (at) => log.rehash(at, (content) => Object.assign(content, { end: 1 })),
    kinds: ['altered'],
  },
};

const covers = ({ seq, to }: Finding, record: number) => (seq ?? 0) <= record && record <= (to ?? seq ?? 0);
const mayBeTheNext = 'altered, its hash made anew';

test('whatever is done to one record of a chain, it is named, at that record, as what it is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(tamperings)),
      fc.integer({ min: 1, max: last }),
      fc.integer({ min: 1, max: last }),
      async (name, at, given) => {
        const tampering = tamperings[name];
        const other = given === at ? (at % last) + 1 : given;
        if (!tampering) throw new Error(name);
        try {
          await tampering.does(at, other);
          const { findings } = await log.verify();
          const [first] = findings;
          const where = tampering.at?.(at, other) ?? at;
          expect(first).toMatchObject({ of: 'record', writer: log.writer });
          expect(tampering.kinds).toContain(first?.kind);
          const isNamed = first && (covers(first, where) || (name === mayBeTheNext && covers(first, where + 1)));
          expect(isNamed, `${JSON.stringify(first)} for ${where}`).toBe(true);
          if (first?.to === null) return;
          expect(Number(first?.to) - Number(first?.seq)).toBeLessThan(20);
        } finally {
          await log.restore();
        }
      },
    ),
    { numRuns: 60 },
  );
}, 300_000);
