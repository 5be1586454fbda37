import { acceptArrangementOffer, withdrawArrangement } from '../arrangements/arrangement-answer.ts';
import { decideArrangement } from '../arrangements/arrangement-decision.ts';
import { endArrangement } from '../arrangements/arrangement-end.ts';
import { proposeArrangement } from '../arrangements/arrangement-proposal.ts';
import { runningArrangements } from '../arrangements/arrangement-running.ts';
import { recordInstalment } from '../arrangements/instalment-record.ts';
import { acceptFreezeOffer } from '../freezes/accept-freeze-offer.ts';
import { decideFreeze } from '../freezes/decide-freeze.ts';
import { endFreeze } from '../freezes/end-freeze.ts';
import { requestFreeze } from '../freezes/request-freeze.ts';
import { withdrawFreeze } from '../freezes/withdraw-freeze.ts';
import { type Deciding, decidingPerson } from '../mandates/contact-persons.ts';
import { answerWhoCanDecide } from '../mandates/who-can-decide.ts';
import { listRequests } from '../store/list-requests.ts';
import { decided, done } from '../store/request-state.ts';
import { requestStatus } from '../store/request-status.ts';
import type { PartnerAct, PartnerActOf, RequestKind } from '../wire/act-wire.ts';
import type { ActAnswer } from '../wire/answer-wire.ts';
import type { ActScope } from './act-scope.ts';
import { arrivalOf, deadOnArrival, hasArrived, type NewRequest, withdrawBeforeArrival } from './request-arrival.ts';

/**
 * Hands an act to who does it. What is rejected throws `ActRejected`.
 *
 * @param kinds of the client's requests that the call may be told of
 */
export async function performAct(scope: ActScope, act: PartnerAct, kinds: readonly RequestKind[]): Promise<ActAnswer> {
  switch (act.act) {
    case 'request-debt-freeze':
    case 'propose-payment-arrangement':
      return takeRequest(scope, act);
    case 'withdraw':
      return withdraw(scope, act);
    case 'accept-offer':
      await (act.kind === 'DEBT_FREEZE' ? acceptFreezeOffer(scope, act) : acceptArrangementOffer(scope, act));
      return done(scope, act.kind, act.id);
    case 'status':
      return requestStatus(scope, act, kinds);
    case 'running-arrangements':
      return runningArrangements(scope, act);
    case 'list-requests':
      return listRequests(scope, act);
    case 'who-can-decide':
      return answerWhoCanDecide(scope, act);
    default:
      return decide(scope, act);
  }
}

/** One that came before is answered by how its record stands. */
async function takeRequest(scope: ActScope, request: NewRequest): Promise<ActAnswer> {
  const arrival = await arrivalOf(scope, request);
  if (arrival === 'withdrawn') return deadOnArrival(request);
  if (request.act === 'request-debt-freeze') {
    if (arrival === 'new') await requestFreeze(scope, request);
    return done(scope, 'DEBT_FREEZE', request.id);
  }
  if (arrival === 'new') await proposeArrangement(scope, request);
  return done(scope, 'PAYMENT_ARRANGEMENT', request.id);
}

async function withdraw(scope: ActScope, act: PartnerActOf<'withdraw'>): Promise<ActAnswer> {
  if (!(await hasArrived(scope, act.id))) return withdrawBeforeArrival(scope, act);
  await (act.kind === 'DEBT_FREEZE' ? withdrawFreeze(scope, act) : withdrawArrangement(scope, act));
  return done(scope, act.kind, act.id);
}

type Decision = PartnerActOf<
  | 'decide-debt-freeze'
  | 'decide-payment-arrangement'
  | 'end-debt-freeze'
  | 'record-instalment'
  | 'end-payment-arrangement'
>;

/** What a contact person does with a record. */
async function decide(scope: ActScope, act: Decision): Promise<ActAnswer> {
  const deciding = await decidingPerson(scope, act.decider);
  const isFreeze = act.act === 'decide-debt-freeze' || act.act === 'end-debt-freeze';
  await change(scope, act, deciding);
  return decided(scope, isFreeze ? 'DEBT_FREEZE' : 'PAYMENT_ARRANGEMENT', act.id, deciding);
}

function change(scope: ActScope, act: Decision, deciding: Deciding): Promise<unknown> {
  switch (act.act) {
    case 'decide-debt-freeze':
      return decideFreeze(scope, act, deciding);
    case 'end-debt-freeze':
      return endFreeze(scope, act, deciding);
    case 'decide-payment-arrangement':
      return decideArrangement(scope, act, deciding);
    case 'record-instalment':
      return recordInstalment(scope, act, deciding);
    case 'end-payment-arrangement':
      return endArrangement(scope, act, deciding);
  }
}
