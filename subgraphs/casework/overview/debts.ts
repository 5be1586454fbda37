import type { PartnerStub } from '../partner-roles.ts';
import type { AssessedDebt } from './assessed-dossier.ts';
import type { Debt, DebtKind } from './dossiers.ts';

/** A debt as the overview shows it; amounts in euro cents. */
export interface OverviewDebt {
  partner: PartnerStub;
  debtId: string;
  kind: DebtKind;
  description: string;
  stage: Debt['stage'];
  surchargesCents: number;
  outstandingCents: number;
  cannotBeSettledBecause: string | null;
}

/** A debt for which collection is paused, up to and including `until` (ISO 8601 date). */
export interface FrozenDebt {
  debt: OverviewDebt;
  until: string;
}

/** The debt as the overview shows it. */
export function overviewDebt({ partner, debt, surchargesCents, cannotBeSettledBecause }: AssessedDebt): OverviewDebt {
  const { id, kind, description, stage, outstandingCents } = debt;
  return {
    partner,
    debtId: id,
    kind,
    description,
    stage,
    surchargesCents,
    outstandingCents,
    cannotBeSettledBecause,
  };
}

const isOpen = ({ debt }: AssessedDebt): boolean => debt.outstandingCents > 0;

/** The debts with something outstanding that are frozen today. */
export function frozenDebts(debts: readonly AssessedDebt[]): readonly FrozenDebt[] {
  return debts
    .filter(isOpen)
    .flatMap((assessed) =>
      assessed.coverage.by === 'freeze' ? [{ debt: overviewDebt(assessed), until: assessed.coverage.until }] : [],
    );
}

/** The debts with something outstanding that no freeze and no running arrangement covers. */
export function uncoveredDebts(debts: readonly AssessedDebt[]): readonly AssessedDebt[] {
  return debts.filter((assessed) => isOpen(assessed) && assessed.coverage.by === 'nothing');
}
