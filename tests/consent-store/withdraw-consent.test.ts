import { expect, test } from 'vitest';
import { clientId, createStoreWorld, goodConsent, nobody, refusals, type StoreWorld } from './store-world.ts';

const eventsOf = (world: StoreWorld, id: string | null) =>
  world.sql(
    'select version, event, actor, reason from casework.consent_events where consent_id = $1 order by version',
    [id],
  );

const consentsOf = async (world: StoreWorld, person: string) =>
  world.sql('select id, source_role from casework.consents where client_id = $1', [clientId(person)]);

test('any colleague of the team withdraws; a second time is no error and no second event', async () => {
  await using world = await createStoreWorld();
  const { id } = await world.act('recordConsent', goodConsent, 'sanne');
  const withdrawn = await world.act('withdrawConsent', { consentId: id, reason: 'Wil het niet meer' }, 'bilal');
  expect(withdrawn).toMatchObject({ client: { id: clientId('peter') }, id, userErrors: [] });
  expect(refusals(await world.act('withdrawConsent', { consentId: id }, 'sanne'))).toEqual([]);
  expect(refusals(await world.act('withdrawConsent', { consentId: id }, 'joost'))).toEqual([]);
  expect(await eventsOf(world, id)).toMatchObject([
    { version: 1, event: 'given' },
    { version: 2, event: 'withdrawn', actor: '20000000-0000-4000-8000-000000000002', reason: 'Wil het niet meer' },
  ]);
});

test('what is answered right after shows it', async () => {
  await using world = await createStoreWorld();
  const mutation = `mutation ($record: RecordConsentInput!, $withdraw: WithdrawConsentInput!) {
    recordConsent(input: $record) { client { consents { state } } }
    withdrawConsent(input: $withdraw) { client { consents { state version } } } }`;
  const [insurer] = (await consentsOf(world, 'peter')).filter(({ source_role }) => source_role === 'insurer');
  const { data } = await world.ask(mutation, {
    record: { ...goodConsent, idempotencyKey: 'a-first-key' },
    withdraw: { consentId: insurer?.id, idempotencyKey: 'a-second-key' },
  });
  const states = (field: string) => data[field].client.consents.map(({ state }: { state: string }) => state).sort();
  expect(states('recordConsent')).toEqual(['GIVEN', 'GIVEN', 'WITHDRAWN']);
  expect(states('withdrawConsent')).toEqual(['GIVEN', 'WITHDRAWN', 'WITHDRAWN']);
});

test('of another team, of nobody and malformed look the same; what was never given cannot be withdrawn', async () => {
  await using world = await createStoreWorld();
  const before = await world.everything();
  const [ofYvonne] = await consentsOf(world, 'yvonne');
  const answers = [];
  for (const consentId of [ofYvonne?.id, nobody, 'no id', 'a\0b']) {
    answers.push(JSON.stringify(await world.act('withdrawConsent', { consentId })));
  }
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain('CONSENT_UNKNOWN');
  const [ofKevin] = await consentsOf(world, 'kevin');
  expect(refusals(await world.act('withdrawConsent', { consentId: ofKevin?.id }))).toEqual([
    'CONSENT_NOT_GIVEN consentId',
  ]);
  const long = await world.act('withdrawConsent', { consentId: ofKevin?.id, reason: 'x'.repeat(2001) });
  expect(refusals(long)).toEqual(['TEXT_TOO_LONG reason']);
  expect(await world.everything()).toBe(before);
  expect(refusals(await world.act('withdrawConsent', { consentId: ofYvonne?.id }, 'marijke'))).toEqual([]);
});

test('two withdrawals at once make one event', async () => {
  await using world = await createStoreWorld();
  const { id } = await world.act('recordConsent', goodConsent);
  const users = ['sanne', 'bilal', 'joost', 'sanne', 'bilal', 'joost'];
  const payloads = await Promise.all(users.map((user) => world.act('withdrawConsent', { consentId: id }, user)));
  expect(payloads.flatMap(refusals)).toEqual([]);
  expect(await eventsOf(world, id)).toHaveLength(2);
});
