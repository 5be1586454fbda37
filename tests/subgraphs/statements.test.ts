import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { cjibCasebook } from '../../subgraphs/cjib/casebook.ts';
import { cjib } from '../../subgraphs/cjib/service.ts';
import { housingCasebook } from '../../subgraphs/housing/casebook.ts';
import { housing } from '../../subgraphs/housing/service.ts';
import { insurerCasebook } from '../../subgraphs/insurer/casebook.ts';
import { insurer } from '../../subgraphs/insurer/service.ts';
import type { DossierRecord } from '../../subgraphs/kit/contract/records.ts';
import type { PartnerCasebook, PartnerSubgraph } from '../../subgraphs/kit/partner-subgraph.ts';
import { roleSchema } from '../../subgraphs/kit/role-schema.ts';
import { wmoCasebook } from '../../subgraphs/wmo/casebook.ts';
import { wmo } from '../../subgraphs/wmo/service.ts';
import { workAndIncomeCasebook } from '../../subgraphs/work-and-income/casebook.ts';
import { workAndIncome } from '../../subgraphs/work-and-income/service.ts';
import { pseudonym, startPartner } from './partner-world.ts';
import { selectEverything } from './select-everything.ts';

const clients = Array.from({ length: 50 }, (_, index) => `client-${index}`);

/** Natasja's dossier with every relation filled, copied for each client. */
function copies<Dossier extends DossierRecord>({ dossiers }: PartnerCasebook<Dossier>) {
  const [record] = dossiers.filter(({ person }) => person === 'natasja');
  if (!record?.debts?.[0]) throw new Error('the flagship has a debt at every role');
  const debtIds = [record.debts[0].id];
  const agreement = { id: `${record.reference}-X`, debtIds };
  const whole = {
    ...record,
    debtFreezes: [{ ...agreement, status: 'ENDED', from: '2026-01-01', until: '2026-02-01' }],
    paymentArrangements: [
      { ...agreement, status: 'ENDED', monthlyCents: 7_500, instalments: 2, firstDueOn: '2026-01-01' },
    ],
  };
  return clients.map((client) => {
    const copy = JSON.stringify(whole).replaceAll(record.reference, `${record.reference}-${client}`);
    return { ...(JSON.parse(copy) as typeof record), oin: oins[record.organisation], pseudonym: client };
  });
}

function role<Dossier extends DossierRecord>(subgraph: PartnerSubgraph<Dossier>, casebook: PartnerCasebook<Dossier>) {
  const stored = copies(casebook);
  const organisation = stored[0]?.organisation ?? 'cjib';
  return { name: subgraph.role, subgraph, organisation, store: (url: string) => subgraph.store(url, stored) };
}

const roles = [
  role(workAndIncome, workAndIncomeCasebook),
  role(wmo, wmoCasebook),
  role(housing, housingCasebook),
  role(insurer, insurerCasebook),
  role(cjib, cjibCasebook),
];

test.each(roles)(
  '$name runs as many statements for 50 clients as for one',
  async ({ subgraph, organisation, store }) => {
    await using partner = await startPartner(subgraph);
    await store(partner.databaseUrl);
    const everything = selectEverything(roleSchema(subgraph.role, {}), 'Client');

    await partner.clients(organisation, clients.slice(0, 1), everything);
    const forOne = partner.statements.splice(0);
    const answered = await partner.clients(organisation, clients, everything);
    const forFifty = partner.statements.splice(0);

    const dossiers = answered.flatMap((client: Record<string, unknown>) =>
      Object.values(client).filter(Array.isArray).flat(),
    );
    expect(dossiers).toHaveLength(50);
    for (const { debts, debtFreezes, paymentArrangements } of dossiers) {
      expect([debts.length > 0, debtFreezes[0]?.debtIds.length, paymentArrangements[0]?.debtIds.length]).toEqual([
        true,
        1,
        1,
      ]);
    }
    expect(forFifty.toSorted()).toEqual(forOne.toSorted());
    expect(forOne.length).toBeLessThan(20);
  },
);

test('what is not asked is not fetched', async () => {
  await using partner = await startPartner(housing);
  const natasja = [pseudonym('vechtoever', 'natasja')];
  const statementsFor = async (selection: string) => {
    await partner.clients('vechtoever', natasja, selection);
    return partner.statements.splice(0).map((sql) => /from "(\w+)"/.exec(sql)?.[1]);
  };

  expect(await statementsFor('{ id }')).toEqual([]);
  expect(await statementsFor('{ housing { reference organisation { oin name } } }')).toEqual(['dossiers']);
  expect(await statementsFor('{ housing { tenancy { rentCents } } }')).toEqual(['dossiers', 'tenancies']);
  expect(await statementsFor('{ housing { debts { principalCents } } }')).toEqual(['dossiers', 'debts']);
  expect(await statementsFor('{ housing { debtFreezes { until } } }')).toEqual(['dossiers', 'debt_freezes']);
});

test('a fine, its increases and its outstanding sum share what they read', async () => {
  await using partner = await startPartner(cjib);
  const selection = '{ cjib { debts { outstandingCents surcharges { amountCents } } fines { increases { undone } } } }';
  await partner.clients('cjib', [pseudonym('cjib', 'ricardo')], selection);
  expect(partner.statements).toHaveLength(5);
});
