import type { DossierReference } from '../kit/contract/resolvers.ts';
import { type PartnerContext, type PartnerSubgraph, partnerSubgraph } from '../kit/partner-subgraph.ts';
import { type CjibLoaders, cjibLoaders } from './loaders.ts';
import { cjibMigrations } from './migrations.ts';
import { type CjibRecord, storeCjib } from './records.ts';
import { cjibRequestRules } from './request-rules.ts';

type Context = PartnerContext<CjibLoaders>;

/** Role cjib: the central judicial collection agency (Centraal Justitieel Incassobureau). */
export const cjib: PartnerSubgraph<CjibRecord> = partnerSubgraph({
  role: 'cjib',
  types: { clientField: 'cjib', organisationType: 'JudicialCollectionAgency', dossierType: 'CjibDossier' },
  migrations: cjibMigrations,
  loaders: cjibLoaders,
  resolvers: {
    CjibDossier: {
      fines: ({ reference }: DossierReference, _, { loaders }: Context) => loaders.finesOfDossier.load(reference),
      emergencyStop: ({ reference }: DossierReference, _, { loaders }: Context) =>
        loaders.emergencyStopOfDossier.load(reference),
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
