import { type ActScope, reject } from '../acts/act-scope.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import { changeFreeze, checkChange, type FreezeRecord, lockFreeze } from './freeze-records.ts';

/**
 * Takes a request back, or gives up a freeze that was granted.
 *
 * @throws {ActRejected} when there is neither, or it is another client's
 */
export async function withdrawFreeze(scope: ActScope, act: PartnerActOf<'withdraw'>): Promise<void> {
  const freeze = await lockFreeze(scope, act.id);
  checkClient(freeze, act);
  checkChange(freeze, 'withdraw', null);
  const columns = { assigned_to: null };
  await changeFreeze(scope, freeze, { event: 'withdraw', by: null, reason: act.reason, columns });
}

/**
 * Whoever may ask about this client learns nothing of another's.
 *
 * @throws {ActRejected} when the request is not this client's
 */
export function checkClient({ pseudonym }: FreezeRecord, act: { pseudonym: string }): void {
  if (pseudonym !== act.pseudonym) reject('REQUEST_UNKNOWN', 'id');
}
