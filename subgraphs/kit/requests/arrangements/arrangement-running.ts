import type { ActScope } from '../acts/act-scope.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import type { ActAnswer } from '../wire/answer-wire.ts';

/**
 * What the client pays here a month by arrangements that run, or would by those that are proposed; of a counter-offer what is
 * offered. One in default is not being paid.
 */
export async function runningArrangements(
  { store, oin }: ActScope,
  { pseudonym }: PartnerActOf<'running-arrangements'>,
): Promise<ActAnswer> {
  const rows = await store
    .selectFrom('payment_arrangements as arrangement')
    .innerJoin('dossiers', (join) =>
      join.onRef('dossiers.oin', '=', 'arrangement.oin').onRef('dossiers.reference', '=', 'arrangement.dossier'),
    )
    .select(['arrangement.id', 'arrangement.monthly_cents', 'arrangement.offer'])
    .where('arrangement.oin', '=', oin)
    .where('dossiers.pseudonym', '=', pseudonym)
    .where('arrangement.status', 'in', ['PROPOSED', 'COUNTER_OFFERED', 'ACTIVE'])
    .orderBy('arrangement.id')
    .limit(1_000)
    .execute();
  const arrangements = rows.map(({ id, monthly_cents, offer }) => ({
    id,
    monthlyCents: offer?.monthlyCents ?? monthly_cents,
  }));
  return { outcome: 'arrangements', arrangements };
}
