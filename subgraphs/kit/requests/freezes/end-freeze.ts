import type { ActScope } from '../acts/act-scope.ts';
import type { Deciding } from '../mandates/contact-persons.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import { changeFreeze, checkChange, lockFreeze } from './freeze-records.ts';

/**
 * A contact person ends a freeze, or notes that its conditions were broken. Collection may go on from today.
 *
 * @throws {ActRejected} when none runs
 */
export async function endFreeze(
  scope: ActScope,
  act: PartnerActOf<'end-debt-freeze'>,
  { me }: Deciding,
): Promise<void> {
  const freeze = await lockFreeze(scope, act.id);
  const event = act.outcome === 'ENDED' ? 'end' : 'break';
  checkChange(freeze, event, act.version);
  const columns = { decided_by: me.id, decided_at: scope.now };
  await changeFreeze(scope, freeze, { event, by: me.id, reason: act.reason, columns });
}
