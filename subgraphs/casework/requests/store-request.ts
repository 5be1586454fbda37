import { type Kysely, sql, type Transaction } from 'kysely';
import type { RequestKind } from '../../kit/requests/wire/act-wire.ts';
import type { ActContext } from '../acts/perform-act.ts';
import type { AskingBasis } from '../links/basis-for-asking.ts';
import type { CaseworkTables } from '../store/tables.ts';
import type { DeliveredAct, Terms } from './request-tables.ts';

/** The activity by which the municipality helps with debts. */
export const debtAssistance = 'urn:korte-lijnen:activity:debt-assistance';

/** A request to be made. */
export interface NewRequest {
  /** Also of the organisation's record. */
  id: string;
  clientId: string;
  oin: string;
  kind: RequestKind;
  terms: Terms;
  reason: string;
  basis: AskingBasis;
  pauseId?: string;
  overruleReason?: string | null;
}

/** Stores a request and that it is to be delivered, in the transaction of the act. */
export async function storeRequest(context: ActContext, request: NewRequest): Promise<string> {
  const { transaction, acting, now } = context;
  const { id, clientId, oin, kind, terms, reason, basis, pauseId = null, overruleReason = null } = request;
  await transaction
    .insertInto('requests')
    .values({
      id,
      client_id: clientId,
      oin,
      kind,
      pause_id: pauseId,
      purpose: basis.purpose,
      bases: JSON.stringify(basis.bases),
      debt_assistance: basis.purpose === debtAssistance,
      terms: JSON.stringify(terms),
      reason,
      overrule_reason: overruleReason,
      asked_by: acting.subject,
      asker_role: acting.role,
      team_id: acting.team ?? '',
      asked_at: now,
    })
    .execute();
  return storeDelivery(context, { requestId: id, act: 'ask' });
}

/** Something to be delivered. */
export interface NewDelivery {
  requestId: string;
  act: DeliveredAct;
  /** Of a withdrawal. */
  reason?: string;
  /** Of an offer that is accepted. */
  version?: number;
}

/**
 * Stores that something is to be delivered, after what is delivered of the request already. Who calls holds the request.
 *
 * @returns its id, by which the organisation does it once
 */
export async function storeDelivery(context: ActContext, delivery: NewDelivery): Promise<string> {
  const { transaction, acting, now, requestTermMs, purpose } = context;
  const { requestId, act, reason = null, version = null } = delivery;
  const { id } = await transaction
    .insertInto('outbox')
    .values({
      request_id: requestId,
      ordinal: sql<number>`(select count(*) + 1 from outbox where request_id = ${requestId})`,
      act,
      purpose: purpose ?? '',
      asker_role: acting.role,
      reason,
      version,
      status: 'waiting',
      made_at: now,
      next_attempt_at: now,
      give_up_at: new Date(now.getTime() + requestTermMs),
      leased_until: null,
      faults: null,
      not_allowed_because: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Holds something until the transaction ends; who would hold the same waits. */
export async function hold(
  transaction: Transaction<CaseworkTables> | Kysely<CaseworkTables>,
  what: 'request' | 'requests of client',
  id: string,
): Promise<void> {
  const name = JSON.stringify([what, id]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
}
