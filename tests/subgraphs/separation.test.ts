import { expect, test } from 'vitest';
import { storeContactPersons } from '../../subgraphs/kit/contract/store-records.ts';
import type { ContractTables } from '../../subgraphs/kit/contract/tables.ts';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import { roleSchema } from '../../subgraphs/kit/role-schema.ts';
import type { RoleName } from '../../subgraphs/kit/wire.ts';
import { startPartner } from './partner-world.ts';
import { selectEverything } from './select-everything.ts';
import { partnerRoles } from './whole-dossiers.ts';

const otherOin = '00000099000000009999';

/** The same references, ids and even pseudonym, by chance, but another year, at another organisation. */
function elsewhere(text: string): string {
  const own = {
    emergencyStop: { from: '2026-01-01', until: '2026-02-01' },
    extraAttention: true,
    ownContribution: { monthlyCents: 1 },
  };
  const record = { ...JSON.parse(text), ...own, oin: otherOin };
  return JSON.stringify(record).replaceAll(/"(20\d\d)-/g, (_, year) => `"${Number(year) + 1}-`);
}

async function storeOthersContactPersons(databaseUrl: string, role: RoleName, ids: readonly string[]): Promise<void> {
  const database = connectDatabase<ContractTables>({ databaseUrl, role, maxConnections: 1 });
  const mandate = { maxFreezeDays: 1, maxArrangementCents: 1, mayWaiveSurcharge: false };
  const other = { name: 'Iemand Anders', position: '', phone: '', email: '', hours: '', mandate };
  await storeContactPersons(
    database,
    otherOin,
    ids.map((id) => ({ id, ...other })),
  );
  await database.destroy();
}

test.each(partnerRoles)(
  '$name never mixes two organisations that use the same references',
  async ({ subgraph, organisation, whole, storeCopies }) => {
    await using partner = await startPartner(subgraph);
    const everything = selectEverything(roleSchema(subgraph.role, {}), 'Client');
    const ask = () => partner.clients(organisation, [whole.pseudonym ?? ''], everything);
    await storeCopies(partner.databaseUrl, [(text) => text.replaceAll(whole.reference, 'SAME')]);
    const before = await ask();
    await storeOthersContactPersons(partner.databaseUrl, subgraph.role, whole.contactPersons);
    await storeCopies(partner.databaseUrl, [(text) => elsewhere(text.replaceAll(whole.reference, 'SAME'))]);
    expect(await ask()).toEqual(before);
  },
);
