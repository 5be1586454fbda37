import type { ActScope } from '../acts/act-scope.ts';
import { type ContactPerson, contactOf, contactPersonsOf, type Deciding } from '../mandates/contact-persons.ts';
import { covers } from '../mandates/mandate.ts';
import type { RequestKind } from '../wire/act-wire.ts';
import type { ActAnswer, RecordState, WireReceivedRequest } from '../wire/answer-wire.ts';
import { loadRecords, type RequestRecord } from './request-records.ts';

/** How a record stands, for casework: whose turn it is, else who decided it, else who may decide for the client. */
export function stateOf({ state, ...record }: RequestRecord, persons: readonly ContactPerson[]): RecordState {
  const [first = null] = record.contactIds;
  const person = persons.find(({ id }) => id === (record.assignedTo ?? record.decidedBy ?? first));
  return { ...state, contact: person ? contactOf(person) : null };
}

/** A record as one of the organisation's contact persons sees it. */
export function receivedRequest(record: RequestRecord, { me, persons }: Deciding): WireReceivedRequest {
  const { pseudonym, dossier, outstandingCents, askedBecause, askedAt, pause, waits } = record;
  const assigned = waits ? persons.find(({ id }) => id === record.assignedTo) : undefined;
  return {
    state: stateOf(record, persons),
    ...{ pseudonym, dossier, outstandingCents, askedBecause, pause },
    askedAt: askedAt?.toISOString() ?? null,
    assignedTo: assigned ? { id: assigned.id, name: assigned.name, isMe: assigned.id === me.id } : null,
    withinMyMandate: waits && covers(me, record.needed),
  };
}

/** The answer to an act of a professional: how the record stands now. */
export async function done(scope: ActScope, kind: RequestKind, id: string): Promise<ActAnswer> {
  const persons = await contactPersonsOf(scope.store, scope.oin);
  return { outcome: 'done', state: stateOf(await loadRecord(scope, kind, id), persons) };
}

/** The answer to an act of a contact person. */
export async function decided(scope: ActScope, kind: RequestKind, id: string, deciding: Deciding): Promise<ActAnswer> {
  return { outcome: 'decided', request: receivedRequest(await loadRecord(scope, kind, id), deciding) };
}

async function loadRecord(scope: ActScope, kind: RequestKind, id: string): Promise<RequestRecord> {
  const [record] = await loadRecords(scope, {
    freezes: kind === 'DEBT_FREEZE' ? [id] : [],
    arrangements: kind === 'PAYMENT_ARRANGEMENT' ? [id] : [],
  });
  if (!record) throw new Error('A record that was just changed is not there');
  return record;
}
