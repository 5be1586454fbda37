import { expect, test } from 'vitest';
import { cjib } from '../../subgraphs/cjib/service.ts';
import { housing } from '../../subgraphs/housing/service.ts';
import { roleSchema } from '../../subgraphs/kit/role-schema.ts';
import { pseudonym, startPartner } from './partner-world.ts';
import { selectEverything } from './select-everything.ts';
import { partnerRoles } from './whole-dossiers.ts';

const clients = Array.from({ length: 50 }, (_, index) => `client-${index}`);

test.each(partnerRoles)(
  '$name runs as many statements for 50 clients as for one',
  async ({ subgraph, organisation, whole, storeCopies }) => {
    await using partner = await startPartner(subgraph);
    await storeCopies(
      partner.databaseUrl,
      clients.map((client) => (text) => {
        const copy = text.replaceAll(whole.reference, `${whole.reference}-${client}`);
        return copy.replace('"pseudonym":"natasja"', `"pseudonym":"${client}"`);
      }),
    );
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
