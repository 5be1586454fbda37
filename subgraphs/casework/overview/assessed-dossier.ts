import { type PartnerRole, type PartnerStub, partnerRoles } from '../partner-roles.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import type { Arrangement, Debt, DeliveredDossiers, Dossier } from './dossiers.ts';

/** One debt, with whose it is and what covers it today. */
export interface AssessedDebt {
  partner: PartnerStub;
  debt: Debt;
  surchargesCents: number;
  coverage: Coverage;
  /** Why it cannot be part of a settlement, if so. */
  cannotBeSettledBecause: string | null;
}

/** One organisation's dossier, with its debts assessed. */
export interface AssessedDossier {
  role: PartnerRole;
  partner: PartnerStub;
  debts: readonly AssessedDebt[];
  arrangements: readonly Arrangement[];
  source: Dossier;
}

function assessDebt(debt: Debt, partner: PartnerStub, dossier: Dossier, today: string): AssessedDebt {
  const fine = dossier.fines?.find((candidate) => candidate.debtId === debt.id);
  return {
    partner,
    debt,
    surchargesCents: debt.surcharges.reduce((sum, surcharge) => sum + surcharge.amountCents, 0),
    coverage: coverageOf(debt.id, dossier, today),
    cannotBeSettledBecause: fine?.cannotBeSettledBecause ?? null,
  };
}

/**
 * Every dossier that was delivered, role by role in the order of `partnerRoles`.
 *
 * @param today ISO 8601 date on which it is decided what is frozen
 */
export function assessDossiers(delivered: DeliveredDossiers, today: string): readonly AssessedDossier[] {
  return partnerRoles.flatMap(({ role, field, typename }) =>
    (delivered[field] ?? []).map((source) => {
      const partner: PartnerStub = {
        __typename: typename,
        oin: source.organisation.oin,
        name: source.organisation.name,
      };
      const debts = (source.debts ?? []).map((debt) => assessDebt(debt, partner, source, today));
      return { role, partner, debts, arrangements: source.paymentArrangements ?? [], source };
    }),
  );
}

/** The organisations of these dossiers, each once. */
export function partnersOf(dossiers: readonly { partner: PartnerStub }[]): readonly PartnerStub[] {
  return [...new Map(dossiers.map(({ partner }) => [partner.oin, partner])).values()];
}
