import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type GeneratedCallKeys, generateCallKeys } from '../../signed-calls/call-keys.ts';
import { createCallSigner } from '../../signed-calls/sign-call.ts';
import { oins } from '../../subgraphs/casebook/people.ts';
import { housing } from '../../subgraphs/housing/service.ts';
import { organisations } from '../subgraphs/partner-world.ts';
import { createDatabase } from '../support/database.ts';
import { testCallActor } from '../support/sign-test-call.ts';

const body = '{"query":"{ __typename }"}';

/** A corporation that reads the gateway's keys from an address, with a clock for the gateway that a test can move. */
async function startRotating() {
  await using started = new AsyncDisposableStack();
  const clock = { ahead: 0 };
  const keys: GeneratedCallKeys = generateCallKeys({ now: () => Date.now() + clock.ahead });
  const served = { reads: 0, broken: false };
  const publisher = createServer((_, response) => {
    served.reads += 1;
    response.writeHead(served.broken ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(keys.published()));
  });
  await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve));
  started.defer(() => void publisher.close());
  const { port } = publisher.address() as AddressInfo;
  const database = started.use(await createDatabase());
  const refusals: string[] = [];
  const running = await housing.start({
    databaseUrl: database.url,
    organisations,
    gatewayKeys: { jwksUrl: `http://127.0.0.1:${port}/.well-known/jwks.json` },
    onRefusal: ({ reason }) => refusals.push(reason),
  });
  started.defer(() => running.close());
  const sign = createCallSigner(keys);
  const facts = { act: testCallActor, purpose: null, activity: null, grants: [], categories: [] };
  const token = () => sign({ oin: oins.vechtoever, body, ...facts });
  const send = async (signed: string) => {
    const response = await fetch(`${running.url}/${oins.vechtoever}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${signed}` },
      body,
    });
    await response.text();
    return response.status;
  };
  const all = started.move();
  return { clock, keys, served, refusals, token, send, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

test('keys are replaced while calls go on, and none fails', async () => {
  await using rotating = await startRotating();
  const statuses: number[] = [];
  let running = true;
  const calls = (async () => {
    while (running) {
      statuses.push(await rotating.send(await rotating.token()));
      await wait(2);
    }
  })();
  for (let time = 0; time < 3; time += 1) {
    const underWay = await rotating.token();
    await wait(1_100);
    rotating.keys.rotate();
    expect(await rotating.send(underWay)).toBe(200);
  }
  running = false;
  await calls;
  expect(statuses.length).toBeGreaterThan(50);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  // The next key is published with the one that signs, so only every other replacement is news.
  expect(rotating.served.reads).toBe(2);
});

test('a key stays published as long as its calls can be under way, and no longer', async () => {
  const clock = { now: 0 };
  const keys = generateCallKeys({ now: () => clock.now });
  const kids = () => keys.published().keys.map(({ kid }) => kid);
  const [first, second] = kids();
  keys.rotate();
  expect(keys.signing.kid).toBe(second);
  expect(kids()).toContain(first);
  clock.now = 60_000;
  expect(kids()).toContain(first);
  clock.now = 121_000;
  expect(kids()).not.toContain(first);
  expect(kids()).toHaveLength(2);
  expect(JSON.stringify(keys.published())).not.toContain('"d"');
});

test('without the keys every call is refused, and asking for an unknown key again and again reads them once', async () => {
  await using rotating = await startRotating();
  rotating.served.broken = true;
  expect(await rotating.send(await rotating.token())).toBe(401);
  rotating.served.broken = false;
  expect(await rotating.send(await rotating.token())).toBe(200);
  const { reads } = rotating.served;
  const stranger = createCallSigner(generateCallKeys());
  const facts = { act: testCallActor, purpose: null, activity: null, grants: [], categories: [] };
  for (let time = 0; time < 20; time += 1) {
    expect(await rotating.send(await stranger({ oin: oins.vechtoever, body, ...facts }))).toBe(401);
  }
  expect(rotating.served.reads).toBeLessThanOrEqual(reads + 1);
});
