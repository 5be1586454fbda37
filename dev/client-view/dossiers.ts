import { z } from 'zod';

/** The partners' dossiers as `client-view.graphql` asks them, as far as they are printed. */

const date = z.string();
const cents = z.number();

const contactPerson = z.object({
  name: z.string(),
  position: z.string(),
  phone: z.string(),
  email: z.string(),
  hours: z.string(),
  deputy: z.object({ name: z.string(), phone: z.string() }).nullable(),
  mandate: z.object({
    maxFreezeDays: z.number(),
    maxArrangementCents: cents,
    mayWaiveSurcharge: z.boolean(),
    escalatesTo: z.object({ name: z.string(), position: z.string() }).nullable(),
  }),
});

const debt = z.object({
  id: z.string(),
  kind: z.string(),
  description: z.string(),
  since: date,
  stage: z.string(),
  principalCents: cents,
  surcharges: z.array(z.object({ kind: z.string(), amountCents: cents })),
  paidCents: cents,
  waivedCents: cents,
  outstandingCents: cents,
});

const debtFreeze = z.object({
  status: z.string(),
  from: date,
  until: date,
  debtIds: z.array(z.string()),
  conditions: z.array(z.string()),
});

const paymentArrangement = z.object({
  status: z.string(),
  debtIds: z.array(z.string()),
  monthlyCents: cents,
  instalments: z.number(),
  firstDueOn: date,
  deferredUntil: date.nullable(),
  paidCents: cents,
  missedInstalments: z.number(),
  waivedCents: cents,
  conditions: z.array(z.string()),
});

export const dossier = z.object({
  organisation: z.object({ oin: z.string(), name: z.string() }),
  reference: z.string(),
  contactPersons: z.array(contactPerson),
  debts: z.array(debt).nullable(),
  debtFreezes: z.array(debtFreeze).nullable(),
  paymentArrangements: z.array(paymentArrangement).nullable(),
});

const benefit = z.object({
  kind: z.string(),
  amountCents: cents,
  costSharingReductionCents: cents,
  since: date,
  stoppedOn: date.nullable(),
  stopReason: z.string().nullable(),
  restoredOn: date.nullable(),
});

export const workAndIncome = dossier.extend({
  benefits: z.array(benefit).nullable(),
  extraAttention: z.boolean().nullable(),
});

export const wmo = dossier.extend({
  provisions: z
    .array(z.object({ kind: z.string(), provider: z.string(), from: date, until: date.nullable() }))
    .nullable(),
  ownContribution: z
    .object({ monthlyCents: cents, waived: z.boolean(), waivedBecause: z.string().nullable() })
    .nullable(),
});

export const housing = dossier.extend({
  tenancy: z.object({ from: date, until: date.nullable(), rentCents: cents, monthsInArrears: z.number() }).nullable(),
  eviction: z.object({ stage: z.string(), date: date.nullable(), conditions: z.array(z.string()) }).nullable(),
});

export const insurance = dossier.extend({
  policy: z.object({ since: date, premiumCents: cents, additionalCover: z.boolean() }).nullable(),
  monthsInArrears: z.number().nullable(),
  reportedToCak: z.boolean().nullable(),
  cakReportDate: date.nullable(),
});

export const cjib = dossier.extend({
  fines: z
    .array(
      z.object({
        debtId: z.string(),
        imposedOn: date,
        originalCents: cents,
        increases: z.array(z.object({ percentage: z.number(), amountCents: cents, undone: z.boolean() })),
        cannotBeSettledBecause: z.string().nullable(),
      }),
    )
    .nullable(),
  emergencyStop: z.object({ from: date, until: date }).nullable(),
});

export type Dossier = z.infer<typeof dossier>;
export type Debt = z.infer<typeof debt>;
