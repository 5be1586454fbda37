import { z } from 'zod';

/**
 * What casework asks of an organisation at `{base}/{oin}/acts`, by a signed call. Requests carry the id that the organisation's
 * own record gets, so that one that is delivered twice makes one record; what changes a record carries a `key` by which it is
 * done once. Amounts are euro cents, dates ISO 8601.
 *
 * What is done for a professional names the client by pseudonym, and the call grants the category `debt-freezes` or
 * `payment-arrangements` of it. What a contact person does carries who it is (the identity provider's subject); the call says
 * that the person works at this organisation, and grants the category `requests`.
 */

/** As long as texts, conditions and ids of debts may be together, in characters that take the most bytes. */
export const maxActBytes = 200_000;

/** Can PostgreSQL keep it, as text and in JSON? */
export function isStorable(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed();
}

const id = z.string().min(1).max(100).refine(isStorable);
/** Who decides: the identity provider's subject, as long as OpenID Connect lets one be. */
const subject = z.string().min(1).max(255);
const requestId = z.guid();
const key = z.string().regex(/^[\x21-\x7e]{8,200}$/);
const pseudonym = z.string().regex(/^[\w-]{20,100}$/);
const date = z.iso.date();
const text = z.string().trim().min(1).max(2_000).refine(isStorable);
const texts = z.array(z.string().trim().min(1).max(500).refine(isStorable)).max(20);
const cents = z.int().min(0).max(1_000_000_000);
const version = z.int().min(0);
const kind = z.enum(['DEBT_FREEZE', 'PAYMENT_ARRANGEMENT']);
const exceptions = z.array(z.enum(['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM', 'EVICTION_ANNOUNCED'])).max(3);
const measures = z.array(z.enum(['CALL_OFF_EVICTION', 'TAKE_BACK_FROM_CAK'])).max(2);
const verdict = z.enum(['GRANT', 'REFUSE', 'COUNTER_OFFER', 'PASS_UP']);
/** Null: all debts of the client at this organisation. */
const debtIds = z.array(id).min(1).max(100).nullable();

/** Terms of a freeze. */
export const freezeTerms = z.strictObject({ from: date, until: date, debtIds, conditions: texts });

/** Terms of an arrangement. Whether amounts and terms may be is for the organisation to say, not for this shape. */
export const arrangementTerms = z.strictObject({
  debtIds,
  monthlyCents: cents,
  instalments: z.int().min(1).max(1_000),
  firstDueOn: date,
  deferredUntil: date.nullable(),
  waivedCents: cents,
  undoSurcharges: z.boolean(),
  conditions: texts,
});

const requestDebtFreeze = z.strictObject({
  act: z.literal('request-debt-freeze'),
  id: requestId,
  pseudonym,
  terms: freezeTerms,
  reason: text,
  /** Part of a press of the pause button? */
  pause: z.boolean(),
  /** Does municipal debt help run? Then the law allows some roles a longer freeze. */
  debtAssistance: z.boolean(),
  askedAt: z.iso.datetime(),
});

const proposePaymentArrangement = z.strictObject({
  act: z.literal('propose-payment-arrangement'),
  id: requestId,
  pseudonym,
  terms: arrangementTerms,
  reason: text,
  askedAt: z.iso.datetime(),
});

/** Also before the request itself came: then it is dead when it comes. */
const withdraw = z.strictObject({ act: z.literal('withdraw'), kind, id: requestId, key, pseudonym, reason: text });

const acceptOffer = z.strictObject({ act: z.literal('accept-offer'), kind, id: requestId, key, pseudonym, version });

/** How requests stand; ids that the organisation has no record of are left out of the answer. */
const status = z.strictObject({ act: z.literal('status'), pseudonym, ids: z.array(requestId).min(1).max(200) });

/** What the client has to pay here a month by arrangements that run or are proposed. */
const runningArrangements = z.strictObject({ act: z.literal('running-arrangements'), pseudonym });

const byContactPerson = { id, key, version, decider: subject };

const decideFreeze = z.strictObject({
  act: z.literal('decide-debt-freeze'),
  ...byContactPerson,
  decision: verdict,
  reason: text,
  until: date.nullable(),
  conditions: texts,
  measures,
  exceptions,
});

const decideArrangement = z.strictObject({
  act: z.literal('decide-payment-arrangement'),
  ...byContactPerson,
  decision: verdict,
  reason: text,
  /** What differs from what was asked. */
  terms: arrangementTerms.omit({ debtIds: true, conditions: true }).partial(),
  conditions: texts,
  measures,
  exceptions,
});

const endFreeze = z.strictObject({
  act: z.literal('end-debt-freeze'),
  ...byContactPerson,
  outcome: z.enum(['ENDED', 'BROKEN']),
  reason: text,
});

const recordInstalment = z.strictObject({
  act: z.literal('record-instalment'),
  ...byContactPerson,
  outcome: z.enum(['PAID', 'MISSED']),
  /** Null: one instalment, or for MISSED. */
  amountCents: cents.nullable(),
});

const endArrangement = z.strictObject({
  act: z.literal('end-payment-arrangement'),
  ...byContactPerson,
  outcome: z.enum(['ENDED', 'RESUMED']),
  reason: text,
});

const listRequests = z.strictObject({
  act: z.literal('list-requests'),
  decider: subject,
  /** Only those that wait for the organisation, or only others; null: all. */
  open: z.boolean().nullable(),
  first: z.int().min(0).max(500),
  offset: z.int().min(0),
});

/** About no client; the call grants the category `contact-persons`. */
const whoCanDecide = z.strictObject({
  act: z.literal('who-can-decide'),
  topic: z.enum(['DEBT_FREEZE', 'PAYMENT_ARRANGEMENT', 'WAIVER', 'EXCEPTION']),
  days: z.int().min(1).max(3_660).nullable(),
  amountCents: cents.nullable(),
  exception: exceptions.element.nullable(),
});

const partnerAct = z.discriminatedUnion('act', [
  requestDebtFreeze,
  proposePaymentArrangement,
  withdraw,
  acceptOffer,
  status,
  runningArrangements,
  decideFreeze,
  decideArrangement,
  endFreeze,
  recordInstalment,
  endArrangement,
  listRequests,
  whoCanDecide,
]);

/** What casework asks. */
export type PartnerAct = z.infer<typeof partnerAct>;
export type PartnerActOf<Name extends PartnerAct['act']> = Extract<PartnerAct, { act: Name }>;
export type RequestKind = z.infer<typeof kind>;
export type FreezeTerms = z.infer<typeof freezeTerms>;
export type ArrangementTerms = z.infer<typeof arrangementTerms>;
export type RuleException = z.infer<typeof exceptions.element>;
export type Measure = z.infer<typeof measures.element>;
export type DecisionVerdict = z.infer<typeof verdict>;

/** Reads what is asked; null when it is nothing that can be asked. */
export function readPartnerAct(body: string): PartnerAct | null {
  return partnerAct.safeParse(parseJson(body)).data ?? null;
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
