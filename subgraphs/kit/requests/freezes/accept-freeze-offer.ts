import { type ActScope, reject } from '../acts/act-scope.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import { lockFreeze } from './freeze-records.ts';
import { grantFreeze } from './freeze-start.ts';
import { checkClient } from './withdraw-freeze.ts';

/**
 * Agrees with a counter-offer, in the version that is named: the freeze is granted as it was offered.
 *
 * @throws {ActRejected} when there is no such offer
 */
export async function acceptFreezeOffer(scope: ActScope, act: PartnerActOf<'accept-offer'>): Promise<void> {
  const freeze = await lockFreeze(scope, act.id);
  checkClient(freeze, act);
  const { offer } = freeze;
  if (!offer) reject('TRANSITION_NOT_ALLOWED');
  await grantFreeze(scope, freeze, { event: 'accept', version: act.version, terms: offer, by: null, reason: null });
}
