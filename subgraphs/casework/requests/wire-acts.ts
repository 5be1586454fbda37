import type { ArrangementTerms, FreezeTerms, PartnerAct } from '../../kit/requests/wire/act-wire.ts';
import type { LeasedDelivery } from './delivery-leases.ts';
import type { RequestRow } from './request-rows.ts';

/** What the organisation is asked: the same, byte for byte, at every attempt. */
export function actOf(request: RequestRow, delivery: LeasedDelivery, pseudonym: string): PartnerAct {
  const { id, kind } = request;
  const { id: key, act, reason, version } = delivery;
  if (act === 'withdraw') return { act: 'withdraw', kind, id, key, pseudonym, reason: reason ?? '' };
  if (act === 'accept-offer') return { act: 'accept-offer', kind, id, key, pseudonym, version: version ?? 0 };
  const asked = { id, pseudonym, reason: request.reason, askedAt: request.asked_at.toISOString() };
  if (kind === 'PAYMENT_ARRANGEMENT') {
    // Stored with a request of this kind, which has terms of an arrangement.
    return { act: 'propose-payment-arrangement', ...asked, terms: request.terms as ArrangementTerms };
  }
  return {
    act: 'request-debt-freeze',
    ...asked,
    // As above, of a freeze.
    terms: request.terms as FreezeTerms,
    pause: request.pause_id !== null,
    debtAssistance: request.debt_assistance,
  };
}
