import type { DossierReference } from '../kit/contract/resolvers.ts';
import { type PartnerContext, type PartnerSubgraph, partnerSubgraph } from '../kit/partner-subgraph.ts';
import { type WmoLoaders, wmoLoaders } from './loaders.ts';
import { wmoMigrations } from './migrations.ts';
import { storeWmo, type WmoRecord } from './records.ts';

type Context = PartnerContext<WmoLoaders>;

/** Role wmo: the municipality's desk for the Wmo 2015. */
export const wmo: PartnerSubgraph<WmoRecord> = partnerSubgraph({
  role: 'wmo',
  types: { clientField: 'wmo', organisationType: 'WmoDesk', dossierType: 'WmoDossier' },
  migrations: wmoMigrations,
  loaders: wmoLoaders,
  resolvers: {
    WmoDossier: {
      provisions: ({ reference }: DossierReference, _, { loaders }: Context) =>
        loaders.provisionsOfDossier.load(reference),
      ownContribution: ({ reference }: DossierReference, _, { loaders }: Context) =>
        loaders.ownContributionOfDossier.load(reference),
    },
  },
  storeOwn: storeWmo,
  casebook: async () => (await import('./casebook.ts')).wmoCasebook,
});
