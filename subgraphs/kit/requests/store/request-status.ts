import type { ActScope } from '../acts/act-scope.ts';
import { contactPersonsOf } from '../mandates/contact-persons.ts';
import type { PartnerActOf, RequestKind } from '../wire/act-wire.ts';
import type { ActAnswer } from '../wire/answer-wire.ts';
import { loadRecords } from './request-records.ts';
import { stateOf } from './request-state.ts';

/**
 * How requests of one client stand. What the organisation has no record of is left out; and so is another client's.
 *
 * @param kinds that the call may be told of
 */
export async function requestStatus(
  scope: ActScope,
  { ids, pseudonym }: PartnerActOf<'status'>,
  kinds: readonly RequestKind[],
): Promise<ActAnswer> {
  const asked = (kind: RequestKind) => (kinds.includes(kind) ? ids : []);
  const records = await loadRecords(scope, {
    freezes: asked('DEBT_FREEZE'),
    arrangements: asked('PAYMENT_ARRANGEMENT'),
  });
  const persons = await contactPersonsOf(scope.store, scope.oin);
  const theirs = records.filter((record) => record.pseudonym === pseudonym);
  return { outcome: 'states', states: theirs.map((record) => stateOf(record, persons)) };
}
