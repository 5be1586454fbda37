import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLog } from '../../../gateway/audit/verify/verify-log.ts';
import { readChanges, readRecords } from '../../support/fact-history.ts';
import { sized } from '../../support/soak.ts';
import { restore } from './changes.ts';
import { unrecorded, withoutFacts } from './check-answers.ts';
import { createGatedWorld, type GatedWorld, type TracedAnswer } from './gated-world.ts';
import { play, scripts } from './steps.ts';

// More runs: RELEASE_RUNS=2000 npx vitest run tests/audit/release/interleavings
const numRuns = Number(process.env.RELEASE_RUNS ?? sized(40, 100));

let gated: GatedWorld;
beforeAll(async () => {
  gated = await createGatedWorld();
});
afterAll(() => gated[Symbol.asyncDispose]());

const seen = { answers: 0, shown: 0, decidedAgain: 0, changed: 0, unavailable: 0 };

async function check(answers: readonly TracedAnswer[]): Promise<void> {
  const traces = answers.map(({ trace }) => trace);
  const records = Map.groupBy(await readRecords(gated.owner, traces), ({ trace }) => trace);
  const changes = await readChanges(gated.owner);
  for (const answer of answers) {
    const own = records.get(answer.trace) ?? [];
    expect(unrecorded(answer, own), answer.text).toEqual([]);
    expect(withoutFacts(own, changes), answer.text).toEqual([]);
    const code = answer.errors?.[0]?.extensions?.code;
    if (answer.status !== 200) {
      expect(answer.data, answer.text).toBeUndefined();
      expect([409, 503]).toContain(answer.status);
      expect(['ACCESS_CHANGED', 'AUDIT_UNAVAILABLE']).toContain(code);
    }
    seen.answers += 1;
    seen.changed += Number(code === 'ACCESS_CHANGED');
    seen.unavailable += Number(code === 'AUDIT_UNAVAILABLE');
    seen.shown += Number(answer.status === 200 && own.some(({ released }) => released.length > 0));
    seen.decidedAgain += Number(
      answer.status === 200 && own.some(({ denied }) => denied.some(({ reason }) => reason === 'ACCESS_CHANGED')),
    );
  }
}

test('whatever changes meanwhile: nothing is shown without its records, nor on facts that were gone when they were committed', {
  timeout: 60_000 + numRuns * 2_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      await restore(gated);
      const answers = await play(gated, script);
      await gated.ready();
      await check(answers);
    }),
    { numRuns, endOnFailure: true },
  );
  // Else it shows nothing.
  expect(seen.shown).toBeGreaterThan(numRuns / 2);
  expect(seen.decidedAgain).toBeGreaterThan(numRuns / 20);
  if (process.env.RELEASE_RUNS) console.log(seen, 'statements broken off:', gated.log.broken);
  const { keys, checkpointFile } = gated.world.audit;
  const { findings, records } = await verifyLog({
    databaseUrl: gated.world.databaseUrl,
    keys: keys.published(),
    checkpointFiles: [checkpointFile],
  });
  expect(findings).toEqual([]);
  expect(records).toBeGreaterThan(seen.answers);
});
