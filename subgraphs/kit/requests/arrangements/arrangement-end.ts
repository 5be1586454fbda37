import { type ActScope, rejectIfAny } from '../acts/act-scope.ts';
import type { Deciding } from '../mandates/contact-persons.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import { coveredAlready } from './arrangement-agreement.ts';
import { changeArrangement, rejectUnlessPossible } from './arrangement-change.ts';
import { type ArrangementRecord, lockArrangement, lockDebts } from './arrangement-records.ts';

/**
 * Ends an arrangement, or takes one up again that was in default; the instalments missed before then count no more. A debt that
 * meanwhile is in another arrangement or proposal keeps it from being taken up.
 *
 * @throws {ActRejected} when that cannot be
 */
export async function endArrangement(
  scope: ActScope,
  { id, outcome, version, reason }: PartnerActOf<'end-payment-arrangement'>,
  { me: { id: by } }: Deciding,
): Promise<ArrangementRecord> {
  const event = outcome === 'ENDED' ? 'end' : 'resume';
  const kept = await lockArrangement(scope, id);
  rejectUnlessPossible(kept, event, version);
  if (event === 'end') return changeArrangement(scope, kept, { event, by, reason });
  rejectIfAny(await coveredAlready(scope, { id, debts: await lockDebts(scope, kept.debtIds) }));
  return changeArrangement(scope, kept, { event, by, reason, columns: { missed_instalments: 0 } });
}
