import type { DossierReference } from '../kit/contract/resolvers.ts';
import { lastDay, runsOn } from '../kit/contract/running-freezes.ts';
import { type PartnerContext, type PartnerSubgraph, partnerSubgraph } from '../kit/partner-subgraph.ts';
import { type InsurerLoaders, insurerLoaders } from './loaders.ts';
import { insurerMigrations } from './migrations.ts';
import { type InsuranceRecord, storeInsurance } from './records.ts';
import { insurerRequestRules } from './request-rules.ts';

type Context = PartnerContext<InsurerLoaders>;

/** A freeze of the premium is the agreement by which the insurer does not report to the CAK (Zvw art. 18c). */
async function reportHeldUntil({ reference }: DossierReference, { loaders, today }: Context): Promise<string | null> {
  const debts = await loaders.debtsOfDossier.load(reference);
  const premiums = debts.filter(({ kind }) => kind === 'HEALTH_PREMIUM');
  const freezes = await Promise.all(premiums.map(({ id }) => loaders.freezesOfDebt.load(id)));
  return lastDay(freezes.flat().filter((freeze) => runsOn(freeze, today)));
}

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
      cakReportDate: async (dossier: DossierReference, _, context: Context) => {
        const policy = await context.loaders.policyOfDossier.load(dossier.reference);
        const isHeld = policy?.reportedToCak === false && (await reportHeldUntil(dossier, context)) !== null;
        return isHeld ? null : policy?.cakReportDate;
      },
      cakReportHeldUntil: (dossier: DossierReference, _, context: Context) => reportHeldUntil(dossier, context),
    },
  },
  requestRules: insurerRequestRules,
  storeOwn: storeInsurance,
  casebook: async () => (await import('./casebook.ts')).insurerCasebook,
});
