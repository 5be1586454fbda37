import type { PartnerStub } from '../partner-roles.ts';
import { assessDossiers, partnersOf } from './assessed-dossier.ts';
import { type Conflict, conflictsOf } from './conflicts.ts';
import { type Deadline, deadlinesOf } from './deadlines.ts';
import { type FrozenDebt, frozenDebts, type OverviewDebt, overviewDebt, uncoveredDebts } from './debts.ts';
import type { Arrangement } from './dossiers.ts';
import { type MissingFacts, type MissingPart, missingParts } from './missing.ts';
import {
  type DebtTotals,
  type KindTotals,
  type PartnerTotals,
  totalsOf,
  totalsPerKind,
  totalsPerPartner,
} from './totals.ts';

/** Everything an overview is computed from. */
export interface OverviewFacts extends MissingFacts {
  /** ISO 8601 date. */
  today: string;
  /** Euro cents a month; null: not known. */
  repaymentCapacityCents: number | null;
  /** What is owed to creditors that do not take part. */
  debtsElsewhere: readonly { amountCents: number }[];
}

/** `ClientOverview` of the schema; amounts in euro cents. */
export interface ClientOverview {
  totals: DebtTotals;
  perPartner: readonly PartnerTotals[];
  perKind: readonly KindTotals[];
  elsewhereCents: number;
  partners: readonly PartnerStub[];
  frozen: readonly FrozenDebt[];
  unfrozenDebts: readonly OverviewDebt[];
  arrangementsPerMonthCents: number;
  repaymentCapacityCents: number | null;
  capacityLeftCents: number | null;
  deadlines: readonly Deadline[];
  conflicts: readonly Conflict[];
  missing: readonly MissingPart[];
}

/** The instalments that are due now: of running arrangements that are not deferred beyond today. */
function instalmentsPerMonth(arrangements: readonly Arrangement[], today: string): number {
  return arrangements
    .filter(({ status, deferredUntil }) => status === 'ACTIVE' && (!deferredUntil || deferredUntil <= today))
    .reduce((sum, { monthlyCents }) => sum + monthlyCents, 0);
}

/** One client's debts in one place, from the dossiers that were delivered. */
export function clientOverview(facts: OverviewFacts): ClientOverview {
  const { today, repaymentCapacityCents } = facts;
  const dossiers = assessDossiers(facts.dossiers, today);
  const debts = dossiers.flatMap((dossier) => dossier.debts);
  const frozen = frozenDebts(debts);
  const unfrozen = uncoveredDebts(debts);
  const arrangementsPerMonthCents = instalmentsPerMonth(
    dossiers.flatMap(({ arrangements }) => arrangements),
    today,
  );
  return {
    totals: totalsOf(debts),
    perPartner: totalsPerPartner(dossiers),
    perKind: totalsPerKind(debts),
    elsewhereCents: facts.debtsElsewhere.reduce((sum, { amountCents }) => sum + amountCents, 0),
    partners: partnersOf(dossiers),
    frozen,
    unfrozenDebts: unfrozen.map(overviewDebt),
    arrangementsPerMonthCents,
    repaymentCapacityCents,
    capacityLeftCents: repaymentCapacityCents === null ? null : repaymentCapacityCents - arrangementsPerMonthCents,
    deadlines: deadlinesOf(dossiers, today),
    conflicts: conflictsOf(dossiers, { unfrozen, frozen }, { arrangementsPerMonthCents, repaymentCapacityCents }),
    missing: missingParts(facts, dossiers),
  };
}
