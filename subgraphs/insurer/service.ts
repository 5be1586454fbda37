import type { DossierReference } from '../kit/contract/resolvers.ts';
import { type PartnerContext, type PartnerSubgraph, partnerSubgraph } from '../kit/partner-subgraph.ts';
import { type InsurerLoaders, insurerLoaders } from './loaders.ts';
import { insurerMigrations } from './migrations.ts';
import { type InsuranceRecord, storeInsurance } from './records.ts';
import { insurerRequestRules } from './request-rules.ts';

type Context = PartnerContext<InsurerLoaders>;

/** Role insurer: health insurers (zorgverzekeraars). */
export const insurer: PartnerSubgraph<InsuranceRecord> = partnerSubgraph({
  role: 'insurer',
  types: { clientField: 'insurance', organisationType: 'HealthInsurer', dossierType: 'InsuranceDossier' },
  migrations: insurerMigrations,
  loaders: insurerLoaders,
  resolvers: {
    InsuranceDossier: {
      policy: ({ reference }: DossierReference, _, { loaders }: Context) => loaders.policyOfDossier.load(reference),
      monthsInArrears: async ({ reference }: DossierReference, _, { loaders }: Context) =>
        (await loaders.policyOfDossier.load(reference))?.monthsInArrears,
      reportedToCak: async ({ reference }: DossierReference, _, { loaders }: Context) =>
        (await loaders.policyOfDossier.load(reference))?.reportedToCak,
      cakReportDate: async ({ reference }: DossierReference, _, { loaders }: Context) =>
        (await loaders.policyOfDossier.load(reference))?.cakReportDate,
    },
  },
  requestRules: insurerRequestRules,
  storeOwn: storeInsurance,
  casebook: async () => (await import('./casebook.ts')).insurerCasebook,
});
