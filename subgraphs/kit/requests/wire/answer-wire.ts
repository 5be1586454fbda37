import { z } from 'zod';
import { arrangementTerms, freezeTerms, isStorable, parseJson } from './act-wire.ts';

/** What an organisation answers at `{base}/{oin}/acts`, with status 200. */

/** Why an organisation does not do what is asked. The texts are casework's: an organisation sends none. */
export const actFaults = [
  // What is asked does not fit what the organisation has.
  'CLIENT_UNKNOWN_THERE',
  'NO_DEBTS',
  'DEBT_UNKNOWN',
  'DEBT_FROZEN_ALREADY',
  'DEBT_REQUESTED_ALREADY',
  'DEBT_IN_ARRANGEMENT_ALREADY',
  'DATE_IN_THE_PAST',
  'DATES_REVERSED',
  'DATE_BEYOND_LIMIT',
  'AMOUNT_NOT_POSITIVE',
  'AMOUNT_BEYOND_DEBT',
  'AMOUNT_BELOW_MINIMUM',
  'ARREARS_BELOW_MINIMUM',
  'INSTALMENTS_NOT_ALLOWED',
  'EARLIER_ARRANGEMENT_FAILED',
  'CANNOT_BE_SETTLED',
  'REQUEST_REUSED',
  // The record does not allow it as it stands now.
  'REQUEST_UNKNOWN',
  'REQUEST_DECIDED_ALREADY',
  'STALE_VERSION',
  'TRANSITION_NOT_ALLOWED',
  'IDEMPOTENCY_KEY_REUSED',
  // Who asks may not.
  'NOT_A_CONTACT_PERSON',
  'MANDATE_EXCEEDED',
  'NOBODY_ABOVE',
  'MEASURE_NOT_OF_ROLE',
  'MEASURE_NOT_APPLICABLE',
  'NOT_GRANTED',
] as const;

export type ActFaultCode = (typeof actFaults)[number];

const fault = z.object({
  code: z.enum(actFaults),
  /** The property of the act or of its terms; null: none. */
  field: z.string().max(50).refine(isStorable).nullable(),
});

export type ActFault = z.infer<typeof fault>;

const short = z.string().max(200).refine(isStorable);
const long = z.string().max(4_000).refine(isStorable);
/** As PostgreSQL has them. */
const maxInteger = 2_147_483_647;

const contact = z.object({ id: short, name: short, phone: short, email: short, hours: short });

export type WireContact = z.infer<typeof contact>;

export const freezeStatuses = [
  'REQUESTED',
  'COUNTER_OFFERED',
  'GRANTED',
  'ACTIVE',
  'REFUSED',
  'WITHDRAWN',
  'ENDED',
  'LAPSED',
  'BROKEN',
] as const;

export const arrangementStatuses = [
  'PROPOSED',
  'COUNTER_OFFERED',
  'ACTIVE',
  'REFUSED',
  'WITHDRAWN',
  'COMPLETED',
  'IN_DEFAULT',
  'ENDED',
] as const;

const standing = {
  id: short,
  version: z.int().min(1).max(maxInteger),
  /** Why it was decided or ended so; null: not decided. Dutch. */
  reason: long.nullable(),
  /** Granted at once by a standing agreement? */
  automatic: z.boolean(),
  /** Whose turn it is at the organisation; else whom to call about it. Null: nobody is known. */
  contact: contact.nullable(),
};

const freezeState = {
  kind: z.literal('DEBT_FREEZE'),
  ...standing,
  status: z.enum(freezeStatuses),
};

const arrangementState = {
  kind: z.literal('PAYMENT_ARRANGEMENT'),
  ...standing,
  status: z.enum(arrangementStatuses),
  paidCents: z.int(),
  missedInstalments: z.int(),
};

const heldFreezeTerms = z.object(freezeTerms.shape);
const heldArrangementTerms = z.object(arrangementTerms.shape);

/** A record as it stands today; `terms` is what holds, or with COUNTER_OFFERED what is offered back. Debts are named. */
const recordState = z.discriminatedUnion('kind', [
  z.object({ ...freezeState, terms: heldFreezeTerms }),
  z.object({ ...arrangementState, terms: heldArrangementTerms }),
]);

/** The same; of a request that was withdrawn before it came the organisation has no terms, and then they are null. */
const requestState = z.discriminatedUnion('kind', [
  z.object({ ...freezeState, terms: heldFreezeTerms.nullable() }),
  z.object({ ...arrangementState, terms: heldArrangementTerms.nullable() }),
]);

export type RecordState = z.infer<typeof recordState>;
export type RequestState = z.infer<typeof requestState>;

/** A record as its own contact persons see it. */
const receivedRequest = z.object({
  state: recordState,
  /** The organisation's name for the client, by which casework knows whom it is about; null: not linked. */
  pseudonym: short.nullable(),
  dossier: short,
  outstandingCents: z.int(),
  /** In the words of who asked. */
  askedBecause: long.nullable(),
  askedAt: short.nullable(),
  pause: z.boolean(),
  assignedTo: z.object({ id: short, name: short, isMe: z.boolean() }).nullable(),
  withinMyMandate: z.boolean(),
});

export type WireReceivedRequest = z.infer<typeof receivedRequest>;

const decidingPerson = contact.extend({
  position: short,
  channel: z.enum(['PHONE', 'EMAIL', 'SECURE_EMAIL']),
  /** ISO 8601. */
  reachableFrom: short,
  /** Name of who cannot be reached then; null: stands in for nobody. */
  deputyFor: short.nullable(),
});

export type WireDecidingPerson = z.infer<typeof decidingPerson>;

const answer = z.discriminatedUnion('outcome', [
  /** Done, now or before: how the record stands. To requests, withdrawals and accepted offers. */
  z.object({ outcome: z.literal('done'), state: requestState }),
  /** Nothing was changed. */
  z.object({ outcome: z.literal('rejected'), faults: z.array(fault).min(1).max(20) }),
  /** To what a contact person decided. */
  z.object({ outcome: z.literal('decided'), request: receivedRequest }),
  z.object({ outcome: z.literal('states'), states: z.array(requestState).max(200) }),
  z.object({
    outcome: z.literal('arrangements'),
    /** By id of the record, with what is due a month. */
    arrangements: z.array(z.object({ id: short, monthlyCents: z.int() })).max(1_000),
  }),
  z.object({ outcome: z.literal('requests'), requests: z.array(receivedRequest).max(500) }),
  z.object({
    outcome: z.literal('who-can-decide'),
    now: decidingPerson.nullable(),
    firstReachable: decidingPerson.nullable(),
  }),
]);

/** What an organisation answers to an act. */
export type ActAnswer = z.infer<typeof answer>;

/** Reads an answer; null when it is none. */
export function readActAnswer(body: string): ActAnswer | null {
  return answer.safeParse(parseJson(body)).data ?? null;
}
