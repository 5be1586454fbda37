import type { DossierReference } from '../kit/contract/resolvers.ts';
import { type PartnerContext, type PartnerSubgraph, partnerSubgraph } from '../kit/partner-subgraph.ts';
import { type HousingLoaders, housingLoaders } from './loaders.ts';
import { housingMigrations } from './migrations.ts';
import { type HousingRecord, storeHousing } from './records.ts';
import { housingRequestRules } from './request-rules.ts';

type Context = PartnerContext<HousingLoaders>;

/** Role housing: housing corporations (woningcorporaties), present and former landlords. */
export const housing: PartnerSubgraph<HousingRecord> = partnerSubgraph({
  role: 'housing',
  types: { clientField: 'housing', organisationType: 'HousingCorporation', dossierType: 'HousingDossier' },
  migrations: housingMigrations,
  loaders: housingLoaders,
  resolvers: {
    HousingDossier: {
      tenancy: ({ reference }: DossierReference, _, { loaders }: Context) => loaders.tenancyOfDossier.load(reference),
      eviction: ({ reference }: DossierReference, _, { loaders }: Context) => loaders.evictionOfDossier.load(reference),
    },
  },
  requestRules: housingRequestRules,
  storeOwn: storeHousing,
  casebook: async () => (await import('./casebook.ts')).housingCasebook,
});
