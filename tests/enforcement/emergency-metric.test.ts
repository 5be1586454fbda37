import { expect, test } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import { createWorld } from '../support/world.ts';

const emergency = 'urn:korte-lijnen:activity:emergency-access';

test('emergency accesses that were not reviewed are a metric, and nothing about anyone is', async () => {
  await using world = await createWorld();
  const unreviewed = async () => {
    const response = await fetch(`${world.url}/metrics`);
    const text = await response.text();
    expect([response.status, text]).not.toEqual([200, expect.stringContaining(personByKey('herman').id)]);
    return Number(/^korte_lijnen_emergency_accesses_unreviewed (\d+)$/m.exec(text)?.[1]);
  };
  const before = await unreviewed();
  const open = `mutation ($input: OpenEmergencyAccessInput!) { openEmergencyAccess(input: $input) { emergencyAccessId userErrors { code } } }`;
  const opened = await world.ask(open, {
    purpose: emergency,
    variables: {
      input: {
        idempotencyKey: 'emergency-metric-1',
        clientId: personByKey('herman').id,
        reason: 'Gevonden op straat, niet aanspreekbaar, ambulance onderweg',
        categories: ['identity', 'care'],
      },
    },
  });
  const { openEmergencyAccess: payload } = opened.data as {
    openEmergencyAccess: { emergencyAccessId: string; userErrors: unknown[] };
  };
  expect(payload).toEqual({ emergencyAccessId: expect.any(String), userErrors: [] });
  expect(await unreviewed()).toBe(before + 1);

  const review = `mutation ($input: ReviewEmergencyAccessInput!) { reviewEmergencyAccess(input: $input) { userErrors { code } } }`;
  const input = {
    idempotencyKey: 'emergency-metric-2',
    emergencyAccessId: payload.emergencyAccessId,
    outcome: 'JUSTIFIED',
    remark: 'Terecht, in overleg met de huisarts',
  };
  const reviewed = await world.ask(review, { as: 'fatma', purpose: null, variables: { input } });
  expect(reviewed.data).toEqual({ reviewEmergencyAccess: { userErrors: [] } });
  expect(await unreviewed()).toBe(before);
});
