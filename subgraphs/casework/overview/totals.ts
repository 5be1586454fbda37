import type { PartnerStub } from '../partner-roles.ts';
import { type AssessedDebt, type AssessedDossier, partnersOf } from './assessed-dossier.ts';
import { type DebtKind, debtKindOrder } from './dossiers.ts';

/** Sums over debts, in euro cents. What is outstanding is frozen, in an arrangement or uncovered: each cent once. */
export interface DebtTotals {
  debts: number;
  principalCents: number;
  surchargesCents: number;
  paidCents: number;
  waivedCents: number;
  outstandingCents: number;
  frozenCents: number;
  inArrangementCents: number;
  uncoveredCents: number;
}

export interface PartnerTotals {
  partner: PartnerStub;
  totals: DebtTotals;
}

export interface KindTotals {
  kind: DebtKind;
  totals: DebtTotals;
}

/** The sums over these debts. */
export function totalsOf(debts: readonly AssessedDebt[]): DebtTotals {
  const sum = (cents: (assessed: AssessedDebt) => number) => debts.reduce((total, debt) => total + cents(debt), 0);
  const outstanding = (by: AssessedDebt['coverage']['by']) =>
    sum(({ debt, coverage }) => (coverage.by === by ? debt.outstandingCents : 0));
  return {
    debts: debts.length,
    principalCents: sum(({ debt }) => debt.principalCents),
    surchargesCents: sum(({ surchargesCents }) => surchargesCents),
    paidCents: sum(({ debt }) => debt.paidCents),
    waivedCents: sum(({ debt }) => debt.waivedCents),
    outstandingCents: sum(({ debt }) => debt.outstandingCents),
    frozenCents: outstanding('freeze'),
    inArrangementCents: outstanding('arrangement'),
    uncoveredCents: outstanding('nothing'),
  };
}

/** The sums of each organisation that delivered a dossier, also of one that is owed nothing. */
export function totalsPerPartner(dossiers: readonly AssessedDossier[]): readonly PartnerTotals[] {
  return partnersOf(dossiers).map((partner) => ({
    partner,
    totals: totalsOf(
      dossiers.filter((dossier) => dossier.partner.oin === partner.oin).flatMap((dossier) => dossier.debts),
    ),
  }));
}

/** The sums of each kind of debt that occurs, in the order of the schema. */
export function totalsPerKind(debts: readonly AssessedDebt[]): readonly KindTotals[] {
  return debtKindOrder
    .map((kind) => ({ kind, totals: totalsOf(debts.filter(({ debt }) => debt.kind === kind)) }))
    .filter(({ totals }) => totals.debts > 0);
}
