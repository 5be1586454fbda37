import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verifyLog } from '../../../gateway/audit/verify/verify-log.ts';
import { casebook } from '../../../subgraphs/casebook/people.ts';
import { readLog } from '../../support/read-log.ts';
import { createWorld, debtAssistance, type World } from '../../support/world.ts';
import { askTraced } from './gated-world.ts';

const clientView = readFileSync('dev/client-view.graphql', 'utf8');
const clients = casebook.filter(({ team }) => team === 'team-ondiep').flatMap(({ people }) => people);
const atOnce = 50;

async function countOf({ url }: World, metric: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const [, value] = new RegExp(`^korte_lijnen_audit_${metric} (\\d+)$`, 'm').exec(text) ?? [];
  return Number(value);
}

test('fifty client views at once are all recorded, in few statements, and the chain is whole', {
  timeout: 60_000,
}, async () => {
  await using world = await createWorld();
  const token = await world.token('sanne');
  const ask = (place: number) => {
    const id = clients[place % clients.length]?.id;
    return askTraced(world.url, token, clientView, { variables: { id }, purpose: debtAssistance });
  };
  await ask(0);
  const before = await countOf(world, 'statements_total');
  const answers = await Promise.all(Array.from({ length: atOnce }, (_, place) => ask(place)));
  const statements = (await countOf(world, 'statements_total')) - before;
  const records = Map.groupBy(await readLog(world.databaseUrl), ({ trace }) => trace);
  for (const { trace, status } of answers) {
    expect(status).toBe(200);
    const own = records.get(trace) ?? [];
    expect(own.filter(({ kind }) => kind === 'request')).toHaveLength(1);
    expect(own.filter(({ subject, released }) => subject !== null && released.length > 0).length).toBeGreaterThan(1);
  }
  // What waits at the same moment shares a statement. How many that is the machine decides; it is never one each.
  expect(statements).toBeGreaterThan(0);
  expect(statements).toBeLessThan(atOnce);
  expect(await countOf(world, 'waiting')).toBe(0);
  if (process.env.RELEASE_RUNS) console.log(`${atOnce} client views: ${statements} statements`);
  const { findings } = await verifyLog({
    databaseUrl: world.databaseUrl,
    keys: world.audit.keys.published(),
    checkpointFiles: [world.audit.checkpointFile],
  });
  expect(findings).toEqual([]);
});
