import type { Kysely } from 'kysely';
import { anyOf, rowLoader } from '../kit/batch-loaders.ts';
import type { HousingTables } from './tables.ts';

export type HousingLoaders = ReturnType<typeof housingLoaders>;

export function housingLoaders(database: Kysely<HousingTables>, oin: string) {
  return {
    tenancyOfDossier: rowLoader(
      (references) =>
        database
          .selectFrom('tenancies')
          .select(['dossier', 'from_date as from', 'until_date as until', 'rent_cents as rentCents'])
          .select('months_in_arrears as monthsInArrears')
          .where('oin', '=', oin)
          .where('dossier', '=', anyOf(references))
          .execute(),
      (row) => row.dossier,
    ),
    evictionOfDossier: rowLoader(
      (references) =>
        database
          .selectFrom('evictions')
          .select(['dossier', 'stage', 'date', 'conditions'])
          .where('oin', '=', oin)
          .where('dossier', '=', anyOf(references))
          .execute(),
      (row) => row.dossier,
    ),
  };
}
