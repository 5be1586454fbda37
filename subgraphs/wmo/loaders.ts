import type { Kysely } from 'kysely';
import { anyOf, listLoader, rowLoader } from '../kit/batch-loaders.ts';
import type { WmoTables } from './tables.ts';

export type WmoLoaders = ReturnType<typeof wmoLoaders>;

export function wmoLoaders(database: Kysely<WmoTables>, oin: string) {
  return {
    provisionsOfDossier: listLoader(
      (references) =>
        database
          .selectFrom('provisions')
          .select(['dossier', 'kind', 'provider', 'from_date as from', 'until_date as until'])
          .where('oin', '=', oin)
          .where('dossier', '=', anyOf(references))
          .orderBy('position')
          .execute(),
      (row) => row.dossier,
    ),
    ownContributionOfDossier: rowLoader(
      (references) =>
        database
          .selectFrom('own_contributions')
          .select(['dossier', 'monthly_cents as monthlyCents', 'waived', 'waived_because as waivedBecause'])
          .where('oin', '=', oin)
          .where('dossier', '=', anyOf(references))
          .execute(),
      (row) => row.dossier,
    ),
  };
}
