import { randomUUID } from 'node:crypto';
import type { ArrangementTerms, PartnerActOf } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import type { ActAnswer, RecordState } from '../../subgraphs/kit/requests/wire/answer-wire.ts';

/** The client of these tests, by the organisation's own name. */
export const client = 'client-of-these-tests-0001';

/** The subjects of an organisation's contact persons: one of the desk, and one above who may do everything. */
export const desk = 'subject-desk';
export const head = 'subject-head';

/** Terms that fit a debt of a thousand euros. */
export const thousandInTen: ArrangementTerms = {
  debtIds: null,
  monthlyCents: 10_000,
  instalments: 10,
  firstDueOn: '2026-12-01',
  deferredUntil: null,
  waivedCents: 0,
  undoSurcharges: false,
  conditions: [],
};

/** A proposal of the client's. */
export function proposal(
  changed: Partial<ArrangementTerms> = {},
  id: string = randomUUID(),
): PartnerActOf<'propose-payment-arrangement'> {
  return {
    act: 'propose-payment-arrangement',
    id,
    pseudonym: client,
    terms: { ...thousandInTen, ...changed },
    reason: 'Er is een plan',
    askedAt: '2026-11-22T08:59:00.000Z',
  };
}

/** A decision on an arrangement, by the desk unless it says otherwise. */
export function decision(
  id: string,
  changed: Partial<PartnerActOf<'decide-payment-arrangement'>> = {},
): PartnerActOf<'decide-payment-arrangement'> {
  return {
    act: 'decide-payment-arrangement',
    id,
    key: randomUUID(),
    version: 1,
    decider: desk,
    decision: 'GRANT',
    reason: 'Past bij de afspraken',
    terms: {},
    conditions: [],
    measures: [],
    exceptions: [],
    ...changed,
  };
}

/** An instalment as the desk notes it. */
export function instalment(
  id: string,
  version: number,
  changed: Partial<PartnerActOf<'record-instalment'>> = {},
): PartnerActOf<'record-instalment'> {
  const key = randomUUID();
  return { act: 'record-instalment', id, key, version, decider: desk, outcome: 'PAID', amountCents: null, ...changed };
}

/** The record in an answer that says that something was done. */
export function stateIn(answer: ActAnswer): RecordState {
  if (answer.outcome === 'decided') return answer.request.state;
  if (answer.outcome !== 'done' || answer.state.terms === null) throw new Error(JSON.stringify(answer));
  return answer.state as RecordState;
}

/** Why nothing was done. */
export function faultsIn(answer: ActAnswer): string[] {
  if (answer.outcome !== 'rejected') throw new Error(JSON.stringify(answer));
  return answer.faults.map(({ code, field }) => (field === null ? code : `${code} ${field}`));
}
