import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { verifyLog } from '../../../gateway/audit/verify/verify-log.ts';
import { casebook } from '../../../subgraphs/casebook/people.ts';
import { type GatewayProcess, gatewayProcesses, issuerOf } from '../../support/gateway-process.ts';
import { sized } from '../../support/soak.ts';
import { createWorld } from '../../support/world.ts';
import { askTraced } from './gated-world.ts';

const kills = sized(8, 20);
const query = 'query ($id: ID!) { client(id: $id) { id name { full } housing { reference } } }';
const clients = casebook.filter(({ team }) => team === 'team-ondiep').flatMap(({ people }) => people);

/** Asks all the time, six at once; the traces of what was answered whole, until `stop`. */
function load(url: string, token: string) {
  const answered: string[] = [];
  let isEnding = false;
  const asking = Array.from({ length: 6 }, async (_, place) => {
    for (let turn = place; !isEnding; turn += 1) {
      const variables = { id: clients[turn % clients.length]?.id };
      // What is broken off midway is no answer.
      const answer = await askTraced(url, token, query, { variables }).catch(() => null);
      if (!answer) return;
      expect(answer).toMatchObject({ status: 200, data: { client: variables } });
      answered.push(answer.trace);
    }
  });
  const stop = () => {
    isEnding = true;
    return Promise.all(asking);
  };
  return { answered, stop };
}

// Killed at other moments each time, also while it starts to answer.
async function killUnderLoad(gateway: GatewayProcess, token: string, turn: number): Promise<string[]> {
  const { answered, stop } = load(gateway.url, token);
  const enough = turn % 5;
  while (answered.length < enough * 2) await sleep(1);
  await sleep((turn * 7) % 23);
  await gateway.kill();
  await stop();
  return answered;
}

test('a gateway that is killed under load, again and again: whatever anyone received is in the log, which is whole', {
  timeout: 300_000,
}, async () => {
  await using world = await createWorld();
  const token = await world.token('sanne');
  await using gateways = gatewayProcesses(world, issuerOf(token));
  const answered: string[] = [];
  // One that ends in good order leaves what Node compiled behind for the others.
  await (await gateways.start()).stop();
  let next = gateways.start();
  for (let turn = 0; turn < kills; turn += 1) {
    const gateway = await next;
    const traces = killUnderLoad(gateway, token, turn);
    next = gateways.start();
    answered.push(...(await traces));
  }
  const last = await next;
  const { answered: atLast, stop } = load(last.url, token);
  while (atLast.length < 20) await sleep(1);
  await stop();
  expect(await last.stop()).toBe(0);
  answered.push(...atLast);
  expect(answered.length).toBeGreaterThan(kills);
  expect(await withoutRecords(world.databaseUrl, answered)).toEqual([]);
  const { findings, checkpoints } = await verifyLog({
    databaseUrl: world.databaseUrl,
    keys: world.audit.keys.published(),
    checkpointFiles: [world.audit.checkpointFile],
  });
  expect(findings).toEqual([]);
  expect(checkpoints.table).toBeGreaterThan(kills);
});

/** The traces that lack the record of their request, or that of what the wijkteam's own subgraph showed of the person. */
async function withoutRecords(databaseUrl: string, traces: readonly string[]): Promise<string[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ trace: string }>(
    `select trace from unnest($1::text[]) as given (trace)
     where (select array_agg(distinct content ->> 'kind') from audit.records where content ->> 'trace' = trace) is distinct
       from '{access,request}'
     or not exists (select from audit.records where content ->> 'trace' = trace and content ->> 'subject' is not null
       and content -> 'released' ? 'identity')`,
    [traces],
  );
  await client.end();
  return rows.map(({ trace }) => trace);
}
