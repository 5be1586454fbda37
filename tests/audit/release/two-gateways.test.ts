import { expect, test } from 'vitest';
import { act, consentForCjib, idOf, refusals } from '../../enforcement/ask-about.ts';
import { startSecondGateway } from '../../enforcement/second-gateway.ts';
import { sized } from '../../support/soak.ts';
import { startStatementProxy } from '../../support/statement-proxy.ts';
import { createWorld, type World } from '../../support/world.ts';

const query = 'query ($id: ID!) { client(id: $id) { cjib { reference } } }';
const withdrawn = ['client.cjib | CONSENT_WITHDRAWN | CJIB (proefomgeving) | penal'];
const input = consentForCjib(idOf('peter'));

/** Gives and takes back a consent through one of them and asks the other at once, by turns. */
async function giveAndTakeBack(world: World, gateways: readonly Pick<World, 'ask'>[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const [one = world, other = world] = round % 2 === 0 ? gateways : gateways.toReversed();
    const { act: given } = await act(one, 'recordConsent', input);
    const variables = { id: idOf('peter') };
    const open = await other.ask(query, { variables });
    expect(refusals(open), `open in round ${round}`).toEqual([]);
    const { act: taken } = await act(one, 'withdrawConsent', { consentId: given?.id });
    expect(taken?.userErrors).toEqual([]);
    const closed = await other.ask(query, { variables });
    expect(closed.data, `closed in round ${round}`).toEqual({ client: { cjib: null } });
    expect(refusals(closed)).toEqual(withdrawn);
  }
}

test('a withdrawal through one gateway is effective in the next answer of the other, at once, again and again', {
  timeout: 120_000,
}, async () => {
  await using world = await createWorld();
  await using second = await startSecondGateway(world);
  await giveAndTakeBack(world, [world, second], sized(25, 100));
});

test('also in that of one that is never told what changes, and keeps what it read', async () => {
  await using world = await createWorld();
  const { hostname: host, port } = new URL(world.databaseUrl);
  await using proxy = await startStatementProxy({ host, port: Number(port) });
  const url = Object.assign(new URL(world.databaseUrl), { host: `127.0.0.1:${proxy.port}` }).href;
  await using second = await startSecondGateway(world, url);
  // It keeps what it reads once it listens.
  const { act: given } = await act(world, 'recordConsent', input);
  for (let turn = 0; turn < 20; turn += 1) await second.ask(query, { variables: { id: idOf('peter') } });
  proxy.deafen();
  await act(world, 'withdrawConsent', { consentId: given?.id });
  world.forget();
  const closed = await second.ask(query, { variables: { id: idOf('peter') } });
  expect([closed.data, refusals(closed)]).toEqual([{ client: { cjib: null } }, withdrawn]);
  // It decided by what it had kept, and again when that turned out to be old.
  expect(world.calls.filter(({ role }) => role === 'cjib')).toHaveLength(1);
  for (let round = 0; round < sized(5, 20); round += 1) {
    const { act: again } = await act(world, 'recordConsent', input);
    await second.ask(query, { variables: { id: idOf('peter') } });
    await act(world, 'withdrawConsent', { consentId: again?.id });
    expect(refusals(await second.ask(query, { variables: { id: idOf('peter') } }))).toEqual(withdrawn);
  }
});
