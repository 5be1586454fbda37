import type { Kysely } from 'kysely';
import type { DebtRecord, DossierRecord, Stored } from '../kit/contract/records.ts';
import type { CollectionStage } from '../kit/contract/tables.ts';
import { insertRows } from '../kit/insert-rows.ts';
import type { CjibTables } from './tables.ts';

/** A fine as it is written down; its increases follow from the law. Amounts are euro cents. */
export interface FineRecord {
  debtId: string;
  description: string;
  imposedOn: string;
  originalCents: number;
  stage: CollectionStage;
  /** The first is +50 %, the second +100 % (Wahv 23, 25). */
  increases?: readonly { addedOn: string; undoneOn?: string }[];
  /** Default 0. */
  paidCents?: number;
  cannotBeSettledBecause?: string;
}

/** The CJIB's dossier as it is written down; every debt in it is a fine. */
export interface CjibRecord extends DossierRecord {
  fines: readonly FineRecord[];
  emergencyStop?: { from: string; until: string };
}

const percentages = [50, 100] as const;

/**
 * What an increase adds, in euro cents: half the fine, then as much as the fine with its first increase.
 *
 * Source: Wahv art. 23 and 25.
 */
export function increaseCents(originalCents: number, percentage: 50 | 100): number {
  const first = Math.round(originalCents / 2);
  return percentage === 50 ? first : originalCents + first;
}

/** The debt that a fine is. */
export function debtOfFine(fine: FineRecord): DebtRecord {
  return {
    id: fine.debtId,
    kind: 'FINE',
    description: fine.description,
    since: fine.imposedOn,
    stage: fine.stage,
    principalCents: fine.originalCents,
    surcharges: percentages.slice(0, fine.increases?.length ?? 0).map((percentage, position) => ({
      kind: 'STATUTORY_INCREASE',
      amountCents: increaseCents(fine.originalCents, percentage),
      addedOn: fine.imposedOn,
      ...fine.increases?.[position],
    })),
    paidCents: fine.paidCents ?? 0,
  };
}

export async function storeCjib(database: Kysely<CjibTables>, dossiers: readonly Stored<CjibRecord>[]): Promise<void> {
  const kept = dossiers.flatMap(({ oin, reference, fines }) => fines.map((fine) => ({ oin, reference, fine })));
  const fines = kept.map(({ oin, reference, fine }) => ({
    oin,
    dossier: reference,
    debt_id: fine.debtId,
    imposed_on: fine.imposedOn,
    cannot_be_settled_because: fine.cannotBeSettledBecause ?? null,
  }));
  await insertRows(database, 'fines', fines);
  const increases = kept.flatMap(({ oin, fine }) =>
    percentages
      .slice(0, fine.increases?.length ?? 0)
      .map((percentage, position) => ({ oin, debt_id: fine.debtId, surcharge_position: position, percentage })),
  );
  await insertRows(database, 'statutory_increases', increases);
  const stops = dossiers.flatMap(({ oin, reference, emergencyStop }) =>
    emergencyStop ? [{ oin, dossier: reference, from_date: emergencyStop.from, until_date: emergencyStop.until }] : [],
  );
  await insertRows(database, 'emergency_stops', stops);
}

/** The dossier with its fines as its debts. */
export function withDebts<Record extends CjibRecord>(record: Record): Record {
  return { ...record, debts: record.fines.map(debtOfFine) };
}
