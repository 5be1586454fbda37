import { expect, test } from 'vitest';
import { clientId, connectAs, createStoreWorld, type StoreWorld } from '../consent-store/store-world.ts';
import { act, everything, plan } from './case-world.ts';

const tables = {
  case_plans: 'present',
  costs_avoided: 'description',
  escalations: 'reason',
  escalation_closings: 'outcome',
};

async function fill(world: StoreWorld): Promise<void> {
  const on = { clientId: clientId('natasja') };
  await act(world, 'writeCasePlan', { ...on, ...plan, version: 0 });
  await act(world, 'stateCostsAvoided', { ...on, description: 'Geen ontruiming', amountCents: 1 });
  const { id } = await act(world, 'pressRedButton', { ...on, reason: 'Ontruiming dreigt' });
  await act(world, 'closeEscalation', { escalationId: id, outcome: 'Uitstel' });
}

test('what was written of a case cannot be changed or taken away', async () => {
  await using world = await createStoreWorld();
  await fill(world);
  const before = await everything(world);
  await using runtime = await connectAs(world.databaseUrl, 'kl_casework');
  for (const [table, column] of Object.entries(tables)) {
    for (const statement of [
      `update casework.${table} set ${column} = 'x'`,
      `delete from casework.${table}`,
      `truncate casework.${table} cascade`,
    ]) {
      await expect(runtime.query(statement), statement).rejects.toMatchObject({ code: '42501' });
      await expect(world.sql(statement), statement).rejects.toMatchObject({ code: '23001' });
    }
  }
  expect(await everything(world)).toBe(before);
});
