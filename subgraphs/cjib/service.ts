import type { DossierReference } from '../kit/contract/resolvers.ts';
import { runsOn } from '../kit/contract/running-freezes.ts';
import { type PartnerContext, type PartnerSubgraph, partnerSubgraph } from '../kit/partner-subgraph.ts';
import { type CjibLoaders, cjibLoaders } from './loaders.ts';
import { cjibMigrations } from './migrations.ts';
import { type CjibRecord, storeCjib } from './records.ts';
import { cjibRequestRules } from './request-rules.ts';

type Context = PartnerContext<CjibLoaders>;

/**
 * A debt freeze that runs and covers all that is owed is an emergency stop: the one that lasts longest; without one, the stop that
 * is kept. A freeze of some fines stops no others.
 */
async function emergencyStop({ reference }: DossierReference, { loaders, today }: Context) {
  const freezes = await loaders.freezesOfDossier.load(reference);
  const running = freezes.filter((freeze) => runsOn(freeze, today));
  if (running.length > 0) {
    const [owed, covered] = await Promise.all([
      debtsOwed(reference, loaders),
      Promise.all(running.map(({ id }) => loaders.debtsOfFreeze.load(id))),
    ]);
    const whole = running.filter((_, index) => {
      const ids = new Set(covered[index]?.map(({ debtId }) => debtId));
      return owed.every((id) => ids.has(id));
    });
    const longest = whole.toSorted((one, other) => (one.until < other.until ? -1 : 1)).at(-1);
    if (longest) return longest;
  }
  return loaders.emergencyStopOfDossier.load(reference);
}

async function debtsOwed(reference: string, loaders: Context['loaders']): Promise<string[]> {
  const debts = await loaders.debtsOfDossier.load(reference);
  const owed = await Promise.all(
    debts.map(async ({ id, principalCents, paidCents, waivedCents }) => {
      const surcharges = await loaders.surchargesOfDebt.load(id);
      const sum = surcharges.reduce((total, { amountCents }) => total + amountCents, principalCents);
      return sum > paidCents + waivedCents ? [id] : [];
    }),
  );
  return owed.flat();
}

/** Role cjib: the central judicial collection agency (Centraal Justitieel Incassobureau). */
export const cjib: PartnerSubgraph<CjibRecord> = partnerSubgraph({
  role: 'cjib',
  types: { clientField: 'cjib', organisationType: 'JudicialCollectionAgency', dossierType: 'CjibDossier' },
  migrations: cjibMigrations,
  loaders: cjibLoaders,
  resolvers: {
    CjibDossier: {
      fines: ({ reference }: DossierReference, _, { loaders }: Context) => loaders.finesOfDossier.load(reference),
      emergencyStop: (dossier: DossierReference, _, context: Context) => emergencyStop(dossier, context),
    },
    Fine: {
      increases: ({ debtId }: { debtId: string }, _, { loaders }: Context) => loaders.increasesOfFine.load(debtId),
    },
    StatutoryIncrease: {
      undone: ({ undoneOn }: { undoneOn: string | null }) => undoneOn !== null,
    },
  },
  requestRules: cjibRequestRules,
  storeOwn: storeCjib,
  casebook: async () => (await import('./casebook.ts')).cjibCasebook,
});
