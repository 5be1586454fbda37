import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { freePort } from '../../../dev/ports.ts';
import { type RunningPostgres, startPostgres } from '../../../dev/postgres.ts';
import { verifyLog } from '../../../gateway/audit/verify/verify-log.ts';
import { idOf } from '../../enforcement/ask-about.ts';
import { fillTemplate } from '../../support/casebook-template.ts';
import { readLog } from '../../support/read-log.ts';
import { createWorld, type World } from '../../support/world.ts';
import { askTraced, type TracedAnswer } from './gated-world.ts';

const query = 'query ($id: ID!) { client(id: $id) { name { full } housing { reference } } }';
const atOnce = 32;

/** A PostgreSQL of one's own that can be stopped and started again where it was. */
async function ownPostgres() {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-stopped-'));
  chmodSync(directory, 0o711);
  const options = { dataDir: join(directory, 'postgres'), port: await freePort(), durable: false };
  let running: RunningPostgres | null = await startPostgres(options);
  await fillTemplate(running.url);
  return {
    url: running.url,
    stop: async () => {
      await running?.close();
      running = null;
    },
    start: async () => {
      running = await startPostgres(options);
    },
    [Symbol.asyncDispose]: async () => {
      await running?.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** An answer, and between when and when it was asked and given, in milliseconds since 1970. */
interface Timed {
  answer: TracedAnswer;
  asked: number;
  given: number;
}

/** Asks all the time, until told to end; gives all answers. */
function load(world: World, token: string) {
  const timed: Timed[] = [];
  let isEnding = false;
  const variables = { id: idOf('natasja') };
  const asking = Array.from({ length: atOnce }, async () => {
    while (!isEnding) {
      const asked = Date.now();
      const answer = await askTraced(world.url, token, query, { variables });
      timed.push({ answer, asked, given: Date.now() });
    }
  });
  const end = async () => {
    isEnding = true;
    await Promise.all(asking);
  };
  return { timed, end };
}

const isWhole = ({ answer }: Timed) => answer.status === 200 && answer.errors === undefined;
const waiting = async ({ url }: World) =>
  Number(/^korte_lijnen_audit_waiting (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]);

test('while PostgreSQL is stopped under load no answer has data; when it is back all goes on by itself', {
  timeout: 120_000,
}, async () => {
  // The subgraphs say that their database is gone.
  using _quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await using postgres = await ownPostgres();
  await using world = await createWorld({
    database: async () => ({ url: postgres.url, [Symbol.asyncDispose]: async () => {} }),
  });
  const token = await world.token('sanne');
  const { timed, end } = load(world, token);
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await sleep(10);
  };
  const most: number[] = [];
  for (let round = 0; round < 2; round += 1) {
    const before = timed.length;
    await until(() => timed.slice(before).filter(isWhole).length > 2 * atOnce);
    await postgres.stop();
    const gone = Date.now();
    for (let look = 0; look < 10; look += 1) {
      most.push(await waiting(world));
      await sleep(50);
    }
    await until(() => timed.filter(({ asked }) => asked > gone).length > 2 * atOnce);
    const back = Date.now();
    for (const { answer } of timed.filter(({ asked, given }) => asked > gone && given < back)) {
      expect(answer.data?.client ?? null, answer.text).toBeNull();
      expect([answer.status, answer.errors?.[0]?.extensions?.code], answer.text).toEqual([503, 'AUDIT_UNAVAILABLE']);
      expect(answer.text).not.toMatch(/ECONN|postgres|terminat|database/i);
    }
    await postgres.start();
    await until(() => timed.slice(-atOnce).some(isWhole));
  }
  await end();
  // No more than are asked at once wait for the log, however long it is away.
  expect(Math.max(...most)).toBeLessThanOrEqual(atOnce);
  expect(await waiting(world)).toBe(0);
  const traces = new Set((await readLog(world.databaseUrl)).map(({ trace }) => trace));
  expect(timed.filter(isWhole).filter(({ answer }) => !traces.has(answer.trace))).toEqual([]);
  const { findings } = await verifyLog({
    databaseUrl: world.databaseUrl,
    keys: world.audit.keys.published(),
    checkpointFiles: [world.audit.checkpointFile],
  });
  expect(findings).toEqual([]);
});
