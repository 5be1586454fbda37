import type { Kysely } from 'kysely';
import type { DossierRecord, Stored } from '../kit/contract/records.ts';
import { insertRows } from '../kit/insert-rows.ts';
import type { EvictionStage, HousingTables } from './tables.ts';

/** A housing corporation's dossier as it is written down. Amounts are euro cents. */
export interface HousingRecord extends DossierRecord {
  tenancy: { from: string; until?: string; rentCents: number; monthsInArrears: number };
  eviction?: { stage: EvictionStage; date?: string; conditions?: readonly string[] };
}

export async function storeHousing(
  database: Kysely<HousingTables>,
  dossiers: readonly Stored<HousingRecord>[],
): Promise<void> {
  const tenancies = dossiers.map(({ oin, reference, tenancy }) => ({
    oin,
    dossier: reference,
    from_date: tenancy.from,
    until_date: tenancy.until ?? null,
    rent_cents: tenancy.rentCents,
    months_in_arrears: tenancy.monthsInArrears,
  }));
  await insertRows(database, 'tenancies', tenancies);
  const evictions = dossiers.flatMap(({ oin, reference, eviction }) =>
    eviction
      ? [
          {
            oin,
            dossier: reference,
            stage: eviction.stage,
            date: eviction.date ?? null,
            conditions: [...(eviction.conditions ?? [])],
          },
        ]
      : [],
  );
  await insertRows(database, 'evictions', evictions);
}
