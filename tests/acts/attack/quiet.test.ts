import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { developmentUsers } from '../../../dev/users.ts';
import { casebook, oins } from '../../../subgraphs/casebook/people.ts';
import { act, consentForCjib, idOf } from '../../enforcement/ask-about.ts';
import { createWorld, type World } from '../../support/world.ts';
import { inbox, inDays, perform, requestHandling } from '../doing.ts';

const written: string[] = [];
const secret = 'Zeer-persoonlijke-reden';
let world: World;
beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  }
  world = await createWorld();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await world[Symbol.asyncDispose]();
});

/** Acts that are done, refused, rejected, cannot be delivered, and break. */
async function actInEveryWay(): Promise<void> {
  const clientId = idOf('natasja');
  const categories = ['penal', 'debts', 'debt-freezes', 'payment-arrangements'];
  await act(world, 'recordConsent', { ...consentForCjib(idOf('peter')), categories });
  const press = { clientId, until: inDays(60), reason: secret };
  const pressed = await perform(world, 'sanne', 'pressPauseButton', press);
  const freeze = { clientId: idOf('peter'), oin: oins.cjib, until: inDays(60), reason: secret };
  await perform(world, 'sanne', 'requestDebtFreeze', { ...freeze, debtIds: [`${secret}-debt`] });
  await perform(world, 'sanne', 'requestDebtFreeze', { ...freeze, oin: secret });
  await world.ask(`mutation { requestDebtFreeze(input: { clientId: "${clientId}", reason: "${secret}" }) { oins } }`);
  await perform(world, 'marijke', 'pressPauseButton', press);
  for (const as of ['wendy', 'ronald', 'esther']) {
    const [first] = await inbox(world, as, null);
    const decision = { requestId: first?.id ?? randomUUID(), version: 99, decision: 'GRANT', reason: secret };
    await perform(world, as, 'decideDebtFreeze', decision);
    await perform(world, as, 'decideDebtFreeze', { ...decision, requestId: '\ud800' });
  }
  await world.ask(`{ requestsForMe(first: -1) { id } }`, { as: 'wendy', purpose: requestHandling });
  await world.stop('insurer');
  await perform(world, 'sanne', 'releasePauseButton', { pauseButtonId: pressed.pauseButton?.id, reason: secret });
  await world.ask('{ requestsForMe { id } }', { as: 'ronald', purpose: requestHandling });
  await world.stop('casework');
  await perform(world, 'sanne', 'pressPauseButton', press).catch(() => {});
}

test('no log says for whom something was asked, why, by whom, or which request it was', async () => {
  await actInEveryWay();
  const said = `${world.logged()}\n${written.join('\n')}`;
  expect(said).toContain('did not answer to an act');
  const asked = world.calls.filter(({ body }) => body.startsWith('{"act":')).map(({ body }) => JSON.parse(body));
  const pseudonyms = asked.flatMap(({ pseudonym }) => (pseudonym ? [pseudonym] : []));
  const requests = asked.flatMap(({ id }) => (id ? [id] : []));
  expect(pseudonyms.length).toBeGreaterThan(5);
  const people = casebook.flatMap(({ people: inCase }) => inCase);
  const never = [
    ...people.flatMap(({ id, given, family }) => [id, given, family].filter((text) => text.length > 3)),
    ...developmentUsers.flatMap(({ subject, name }) => [subject, ...name.split(' ').filter((text) => text.length > 3)]),
    ...pseudonyms,
    ...requests,
    secret,
  ];
  for (const text of never) expect(said.includes(text), `"${text.slice(0, 24)}" stands in a log`).toBe(false);
});
