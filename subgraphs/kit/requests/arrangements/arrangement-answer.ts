import { type ActScope, reject, rejectIfAny } from '../acts/act-scope.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import { promiseFaults } from './arrangement-agreement.ts';
import { changeArrangement, rejectUnlessPossible } from './arrangement-change.ts';
import { type ArrangementRecord, lockArrangement, lockDebts } from './arrangement-records.ts';
import { beginArrangement } from './arrangement-start.ts';

/**
 * Takes a proposal back that does not run yet.
 *
 * @throws {ActRejected} when it was decided, or is another client's
 */
export async function withdrawArrangement(
  scope: ActScope,
  { id, pseudonym, reason }: PartnerActOf<'withdraw'>,
): Promise<void> {
  const kept = await lockOwn(scope, id, pseudonym);
  rejectUnlessPossible(kept, 'withdraw', null);
  await changeArrangement(scope, kept, { event: 'withdraw', by: null, reason, columns: { assigned_to: null } });
}

/**
 * Lets an arrangement run as the organisation offered it, with the measures that went with the offer.
 *
 * @throws {ActRejected} when there is no such offer, or what it promised cannot be any more
 */
export async function acceptArrangementOffer(
  scope: ActScope,
  { id, pseudonym, version }: PartnerActOf<'accept-offer'>,
): Promise<void> {
  const kept = await lockOwn(scope, id, pseudonym);
  rejectUnlessPossible(kept, 'accept', version);
  const { measures, ...terms } = kept.offer ?? reject('TRANSITION_NOT_ALLOWED');
  const debts = await lockDebts(scope, kept.debtIds);
  rejectIfAny(await promiseFaults(scope, { id, dossier: kept.dossier, terms, debts }));
  await beginArrangement(scope, kept, { event: 'accept', terms, measures, by: null, reason: null });
}

/** Another client's arrangement looks like none. */
async function lockOwn(scope: ActScope, id: string, pseudonym: string): Promise<ArrangementRecord> {
  const kept = await lockArrangement(scope, id);
  return kept.pseudonym === pseudonym ? kept : reject('REQUEST_UNKNOWN', 'id');
}
