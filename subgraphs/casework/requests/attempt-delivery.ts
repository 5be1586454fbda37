import type { Kysely } from 'kysely';
import type { PartnerAct } from '../../kit/requests/wire/act-wire.ts';
import type { ActAnswer, RequestState } from '../../kit/requests/wire/answer-wire.ts';
import type { CaseworkTables } from '../store/tables.ts';
import type { PerformPartnerAct } from './ask-for-act.ts';
import { type DeliveryFacts, decideDelivery, type MayBeTold, type ToBeTold } from './decide-delivery.ts';
import type { LeasedDelivery } from './delivery-leases.ts';
import { type RequestRow, requestById } from './request-rows.ts';
import { type Settlement, settleDelivery } from './settle-delivery.ts';
import { actOf } from './wire-acts.ts';

/** What an attempt works with. */
export interface AttemptSurroundings {
  database: Kysely<CaseworkTables>;
  performAct: PerformPartnerAct;
  facts(): DeliveryFacts;
}

/**
 * Delivers what is leased, if its term is not over and it may still be told. No transaction is open while an organisation is asked.
 *
 * @returns how it settled; `unreachable`: it did not, and has to be tried again
 */
export async function attemptDelivery(
  delivery: LeasedDelivery,
  surroundings: AttemptSurroundings,
): Promise<Settlement | 'unreachable'> {
  const { database } = surroundings;
  const facts = surroundings.facts();
  const request = await requestById(database, delivery.request_id);
  if (!request) throw new Error('casework: a delivery without a request');
  const settlement = await settlementOf(delivery, request, facts, surroundings);
  if (settlement === 'unreachable') return settlement;
  await settleDelivery(database, { delivery, oin: request.oin, settlement, askedAt: facts.now });
  return settlement;
}

async function settlementOf(
  delivery: LeasedDelivery,
  request: RequestRow,
  facts: DeliveryFacts,
  { database, performAct }: AttemptSurroundings,
): Promise<Settlement | 'unreachable'> {
  if (delivery.give_up_at <= facts.now) return { status: 'given-up' };
  const decided = await decideDelivery(database, toldOf(request, delivery), facts);
  if ('not' in decided) return { status: 'not-allowed', because: decided.not };
  await noteAttempt(database, delivery, decided, facts.now);
  const ask = (act: PartnerAct) => performAct(request.oin, act, decided.asking).catch(() => null);
  const answer = await ask(actOf(request, delivery, decided.pseudonym));
  if (answer?.outcome === 'done') {
    const { state } = answer;
    const isOfRequest = state.id === request.id && state.kind === request.kind;
    return isOfRequest ? { status: 'delivered', states: [state] } : 'unreachable';
  }
  if (answer?.outcome !== 'rejected') return 'unreachable';
  // What it refuses may stand otherwise there than is known here, also by an attempt that got no answer; then that is worth knowing.
  const neverThere = delivery.act === 'ask' && delivery.attempts === 1;
  const states = neverThere ? [] : await statesOf(request, decided, ask);
  return { status: 'rejected', faults: answer.faults, states };
}

/** Before anything is sent: whatever comes of it, it is known what an organisation may have been told, and why. */
async function noteAttempt(
  database: Kysely<CaseworkTables>,
  { id, attempts, purpose }: LeasedDelivery,
  { asking }: MayBeTold,
  now: Date,
): Promise<void> {
  const bases = JSON.stringify(asking.grants.flatMap(({ basis }) => basis));
  const attempt = { delivery_id: id, attempt: attempts, purpose, bases, made_at: now };
  await database
    .insertInto('delivery_attempts')
    .values(attempt)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function toldOf(request: RequestRow, { purpose, asker_role: askerRole }: LeasedDelivery): ToBeTold {
  const { client_id: clientId, oin, kind } = request;
  return { clientId, oin, kind, purpose, askerRole };
}

async function statesOf(
  { id }: RequestRow,
  { pseudonym }: MayBeTold,
  ask: (act: PartnerAct) => Promise<ActAnswer | null>,
): Promise<readonly RequestState[]> {
  const answer = await ask({ act: 'status', pseudonym, ids: [id] });
  return answer?.outcome === 'states' ? answer.states.filter((state) => state.id === id) : [];
}
