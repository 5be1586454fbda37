import type { Kysely } from 'kysely';
import { anyOf, listLoader, rowLoader } from '../kit/batch-loaders.ts';
import type { CjibTables } from './tables.ts';

export type CjibLoaders = ReturnType<typeof cjibLoaders>;

export function cjibLoaders(database: Kysely<CjibTables>, oin: string) {
  return {
    finesOfDossier: listLoader(
      (references) =>
        database
          .selectFrom('fines as fine')
          .innerJoin('debts as debt', (join) =>
            join.onRef('debt.oin', '=', 'fine.oin').onRef('debt.id', '=', 'fine.debt_id'),
          )
          .select(['fine.dossier', 'fine.debt_id as debtId', 'fine.imposed_on as imposedOn'])
          .select(['debt.principal_cents as originalCents', 'fine.cannot_be_settled_because as cannotBeSettledBecause'])
          .where('fine.oin', '=', oin)
          .where('fine.dossier', '=', anyOf(references))
          .orderBy('fine.imposed_on')
          .orderBy('fine.debt_id')
          .execute(),
      (row) => row.dossier,
    ),
    increasesOfFine: listLoader(
      (debtIds) => increasesOf(database, oin, debtIds),
      (row) => row.debtId,
    ),
    emergencyStopOfDossier: rowLoader(
      (references) =>
        database
          .selectFrom('emergency_stops')
          .select(['dossier', 'from_date as from', 'until_date as until'])
          .where('oin', '=', oin)
          .where('dossier', '=', anyOf(references))
          .execute(),
      (row) => row.dossier,
    ),
  };
}

/** Those that were undone too. */
function increasesOf(database: Kysely<CjibTables>, oin: string, debtIds: readonly string[]) {
  return database
    .selectFrom('statutory_increases as increase')
    .innerJoin('surcharges as surcharge', (join) =>
      join
        .onRef('surcharge.oin', '=', 'increase.oin')
        .onRef('surcharge.debt_id', '=', 'increase.debt_id')
        .onRef('surcharge.position', '=', 'increase.surcharge_position'),
    )
    .select(['increase.debt_id as debtId', 'increase.percentage', 'surcharge.amount_cents as amountCents'])
    .select(['surcharge.added_on as addedOn', 'surcharge.undone_on as undoneOn'])
    .where('increase.oin', '=', oin)
    .where('increase.debt_id', '=', anyOf(debtIds))
    .orderBy('increase.percentage')
    .execute();
}
