import type { Kysely } from 'kysely';
import { anyOf, listLoader, rowLoader } from '../kit/batch-loaders.ts';
import type { WorkAndIncomeTables } from './tables.ts';

export type WorkAndIncomeLoaders = ReturnType<typeof workAndIncomeLoaders>;

export function workAndIncomeLoaders(database: Kysely<WorkAndIncomeTables>, oin: string) {
  return {
    benefitsOfDossier: listLoader(
      (references) =>
        database
          .selectFrom('benefits')
          .select(['dossier', 'kind', 'amount_cents as amountCents', 'since', 'stopped_on as stoppedOn'])
          .select(['cost_sharing_reduction_cents as costSharingReductionCents', 'stop_reason as stopReason'])
          .select('restored_on as restoredOn')
          .where('oin', '=', oin)
          .where('dossier', '=', anyOf(references))
          .orderBy('position')
          .execute(),
      (row) => row.dossier,
    ),
    attentionOfDossier: rowLoader(
      (references) =>
        database
          .selectFrom('extra_attention')
          .select('dossier')
          .where('oin', '=', oin)
          .where('dossier', '=', anyOf(references))
          .execute(),
      (row) => row.dossier,
    ),
  };
}
