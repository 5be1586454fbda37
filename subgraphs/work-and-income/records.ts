import type { Kysely } from 'kysely';
import type { DossierRecord, Stored } from '../kit/contract/records.ts';
import { insertRows } from '../kit/insert-rows.ts';
import type { BenefitKind, WorkAndIncomeTables } from './tables.ts';

export interface BenefitRecord {
  kind: BenefitKind;
  amountCents: number;
  /** Default 0. */
  costSharingReductionCents?: number;
  since: string;
  stopped?: { on: string; reason: string; restoredOn?: string };
}

/** A dossier of Werk & Inkomen as it is written down. Amounts are euro cents. */
export interface WorkAndIncomeRecord extends DossierRecord {
  benefits: readonly BenefitRecord[];
  /** On the register for extra attention? Default false. */
  extraAttention?: boolean;
}

export async function storeWorkAndIncome(
  database: Kysely<WorkAndIncomeTables>,
  dossiers: readonly Stored<WorkAndIncomeRecord>[],
): Promise<void> {
  const benefits = dossiers.flatMap(({ oin, reference, benefits }) =>
    benefits.map((benefit, position) => ({ oin, dossier: reference, position, ...benefitColumns(benefit) })),
  );
  await insertRows(database, 'benefits', benefits);
  const attention = dossiers
    .filter(({ extraAttention }) => extraAttention)
    .map(({ oin, reference }) => ({ oin, dossier: reference }));
  await insertRows(database, 'extra_attention', attention);
}

function benefitColumns({ kind, amountCents, costSharingReductionCents, since, stopped }: BenefitRecord) {
  return {
    kind,
    amount_cents: amountCents,
    cost_sharing_reduction_cents: costSharingReductionCents ?? 0,
    since,
    stopped_on: stopped?.on ?? null,
    stop_reason: stopped?.reason ?? null,
    restored_on: stopped?.restoredOn ?? null,
  };
}
