import type { DossierReference } from '../kit/contract/resolvers.ts';
import { runsOn } from '../kit/contract/running-freezes.ts';
import { type PartnerContext, type PartnerSubgraph, partnerSubgraph } from '../kit/partner-subgraph.ts';
import { type CjibLoaders, cjibLoaders } from './loaders.ts';
import { cjibMigrations } from './migrations.ts';
import { type CjibRecord, storeCjib } from './records.ts';
import { cjibRequestRules } from './request-rules.ts';

type Context = PartnerContext<CjibLoaders>;

/** A debt freeze that runs is an emergency stop: the one that lasts longest; without one, the stop that is kept. */
async function emergencyStop({ reference }: DossierReference, { loaders, today }: Context) {
  const freezes = await loaders.freezesOfDossier.load(reference);
  const running = freezes.filter((freeze) => runsOn(freeze, today));
  const longest = running.toSorted((one, other) => (one.until < other.until ? -1 : 1)).at(-1);
  return longest ?? loaders.emergencyStopOfDossier.load(reference);
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
