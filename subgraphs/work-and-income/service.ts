import type { DossierReference } from '../kit/contract/resolvers.ts';
import { type PartnerContext, type PartnerSubgraph, partnerSubgraph } from '../kit/partner-subgraph.ts';
import { type WorkAndIncomeLoaders, workAndIncomeLoaders } from './loaders.ts';
import { workAndIncomeMigrations } from './migrations.ts';
import { storeWorkAndIncome, type WorkAndIncomeRecord } from './records.ts';

type Context = PartnerContext<WorkAndIncomeLoaders>;

/** Role work-and-income: the municipality's Werk & Inkomen (Participatiewet). */
export const workAndIncome: PartnerSubgraph<WorkAndIncomeRecord> = partnerSubgraph({
  role: 'work-and-income',
  types: {
    clientField: 'workAndIncome',
    organisationType: 'WorkAndIncomeOffice',
    dossierType: 'WorkAndIncomeDossier',
  },
  migrations: workAndIncomeMigrations,
  loaders: workAndIncomeLoaders,
  resolvers: {
    WorkAndIncomeDossier: {
      benefits: ({ reference }: DossierReference, _, { loaders }: Context) => loaders.benefitsOfDossier.load(reference),
      extraAttention: async ({ reference }: DossierReference, _, { loaders }: Context) =>
        (await loaders.attentionOfDossier.load(reference)) !== null,
    },
  },
  storeOwn: storeWorkAndIncome,
  casebook: async () => (await import('./casebook.ts')).workAndIncomeCasebook,
});
