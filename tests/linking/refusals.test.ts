import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';
import { clientId, linkClient, references, refused } from './acts.ts';

const activity = (name: string) => `urn:korte-lijnen:activity:${name}`;

/** What partners were asked. */
const asked = (world: World) => world.calls.filter(({ role }) => role !== 'casework');

test("another team's client is refused like one that nobody knows, and nobody is asked", async () => {
  await using world = await createWorld();
  const unknown = refused({ code: 'CLIENT_UNKNOWN', field: 'clientId' });
  for (const client of [clientId('herman'), '10000000-0000-4000-8000-000000099999', 'no id', '']) {
    expect(await linkClient(world, client, 'vechtoever')).toEqual(unknown);
  }
  expect(await linkClient(world, clientId('peter'), 'vechtoever', { as: 'marijke' })).toEqual(unknown);
  expect(asked(world)).toEqual([]);
});

test('without a basis nobody is asked: no purpose, no legal basis, no consent for the CJIB', async () => {
  await using world = await createWorld();
  expect(await linkClient(world, clientId('tim'), 'cjib')).toEqual(refused({ code: 'CONSENT_MISSING', field: 'oin' }));
  expect(await linkClient(world, clientId('tim'), 'cjib', { purpose: activity('early-signal') })).toEqual(
    refused({ code: 'NO_LEGAL_BASIS', field: 'oin' }),
  );
  expect(asked(world)).toEqual([]);
});

test('with consent the CJIB is asked, and its dossier is in the next client view', async () => {
  await using world = await createWorld();
  const consent = {
    idempotencyKey: randomUUID(),
    clientId: clientId('tim'),
    activityId: activity('debt-assistance'),
    categories: ['penal', 'debts'],
    explicit: true,
    sourceRole: 'CJIB',
    howGiven: 'ORALLY',
    evidenceReference: 'gespreksverslag',
    noticeVersion: '2026-1',
    validUntil: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10),
  };
  const recorded = await world.ask(
    'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { consentId userErrors { code } } }',
    { variables: { input: consent } },
  );
  expect(recorded.data).toMatchObject({ recordConsent: { userErrors: [] } });
  expect(await linkClient(world, clientId('tim'), 'cjib')).toMatchObject({ outcome: 'MATCHED' });
  expect(asked(world)).toHaveLength(1);
  expect(await references(world, 'tim', 'cjib')).toEqual(['CJ-5307211']);
});

test('a contact person and a caller without purpose link nobody', async () => {
  await using world = await createWorld();
  for (const options of [{ as: 'wendy' }, { purpose: null }, { purpose: 'urn:x' }]) {
    const answer = await linkClient(world, clientId('peter'), 'vechtoever', options).catch((error: unknown) => error);
    expect(JSON.stringify(answer instanceof Error ? answer.message : answer)).toMatch(/NO_PURPOSE|ROLE_NOT_ALLOWED/);
  }
  expect(asked(world)).toEqual([]);
});
