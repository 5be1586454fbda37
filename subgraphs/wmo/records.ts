import type { Kysely } from 'kysely';
import type { DossierRecord, Stored } from '../kit/contract/records.ts';
import { insertRows } from '../kit/insert-rows.ts';
import type { ProvisionKind, WmoTables } from './tables.ts';

/** A Wmo desk's dossier as it is written down. Amounts are euro cents. */
export interface WmoRecord extends DossierRecord {
  provisions: readonly { kind: ProvisionKind; provider: string; from: string; until?: string }[];
  ownContribution?: { monthlyCents: number; waivedBecause?: string };
}

export async function storeWmo(database: Kysely<WmoTables>, dossiers: readonly Stored<WmoRecord>[]): Promise<void> {
  const provisions = dossiers.flatMap(({ oin, reference, provisions }) =>
    provisions.map(({ kind, provider, from, until }, position) => ({
      oin,
      dossier: reference,
      position,
      kind,
      provider,
      from_date: from,
      until_date: until ?? null,
    })),
  );
  await insertRows(database, 'provisions', provisions);
  const contributions = dossiers.flatMap(({ oin, reference, ownContribution }) =>
    ownContribution ? [{ oin, dossier: reference, ...contributionColumns(ownContribution) }] : [],
  );
  await insertRows(database, 'own_contributions', contributions);
}

function contributionColumns({ monthlyCents, waivedBecause }: NonNullable<WmoRecord['ownContribution']>) {
  return { monthly_cents: monthlyCents, waived: waivedBecause !== undefined, waived_because: waivedBecause ?? null };
}
