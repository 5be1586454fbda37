import type { Kysely } from 'kysely';
import { anyOf, rowLoader } from '../kit/batch-loaders.ts';
import type { InsurerTables } from './tables.ts';

export type InsurerLoaders = ReturnType<typeof insurerLoaders>;

export function insurerLoaders(database: Kysely<InsurerTables>, oin: string) {
  return {
    policyOfDossier: rowLoader(
      (references) =>
        database
          .selectFrom('policies')
          .select(['dossier', 'since', 'premium_cents as premiumCents', 'additional_cover as additionalCover'])
          .select(['months_in_arrears as monthsInArrears', 'reported_to_cak as reportedToCak'])
          .select('cak_report_date as cakReportDate')
          .where('oin', '=', oin)
          .where('dossier', '=', anyOf(references))
          .execute(),
      (row) => row.dossier,
    ),
  };
}
