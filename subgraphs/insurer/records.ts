import type { Kysely } from 'kysely';
import type { DossierRecord, Stored } from '../kit/contract/records.ts';
import { insertRows } from '../kit/insert-rows.ts';
import type { InsurerTables } from './tables.ts';

/** A health insurer's dossier as it is written down. Amounts are euro cents. */
export interface InsuranceRecord extends DossierRecord {
  policy: { since: string; premiumCents: number; additionalCover: boolean };
  /** Whole monthly premiums. */
  monthsInArrears: number;
  reportedToCak: boolean;
  /** Since when, or when a report is due if nothing changes. */
  cakReportDate?: string;
}

export async function storeInsurance(
  database: Kysely<InsurerTables>,
  dossiers: readonly Stored<InsuranceRecord>[],
): Promise<void> {
  const policies = dossiers.map(({ oin, reference, policy, monthsInArrears, reportedToCak, cakReportDate }) => ({
    oin,
    dossier: reference,
    since: policy.since,
    premium_cents: policy.premiumCents,
    additional_cover: policy.additionalCover,
    months_in_arrears: monthsInArrears,
    reported_to_cak: reportedToCak,
    cak_report_date: cakReportDate ?? null,
  }));
  await insertRows(database, 'policies', policies);
}
