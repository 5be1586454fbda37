import { z } from 'zod';

/** What `client-view.graphql` asks, as far as it is printed. */

const date = z.string();
const cents = z.number();
const named = z.object({ name: z.string() });
const person = z.object({ name: z.object({ full: z.string() }).nullable(), birthDate: date.nullable() });

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

const dossier = z.object({
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

const workAndIncome = dossier.extend({
  benefits: z.array(benefit).nullable(),
  extraAttention: z.boolean().nullable(),
});

const wmo = dossier.extend({
  provisions: z
    .array(z.object({ kind: z.string(), provider: z.string(), from: date, until: date.nullable() }))
    .nullable(),
  ownContribution: z
    .object({ monthlyCents: cents, waived: z.boolean(), waivedBecause: z.string().nullable() })
    .nullable(),
});

const housing = dossier.extend({
  tenancy: z.object({ from: date, until: date.nullable(), rentCents: cents, monthsInArrears: z.number() }).nullable(),
  eviction: z.object({ stage: z.string(), date: date.nullable(), conditions: z.array(z.string()) }).nullable(),
});

const insurance = dossier.extend({
  policy: z.object({ since: date, premiumCents: cents, additionalCover: z.boolean() }).nullable(),
  monthsInArrears: z.number().nullable(),
  reportedToCak: z.boolean().nullable(),
  cakReportDate: date.nullable(),
});

const cjib = dossier.extend({
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

const totals = z.object({
  debts: z.number(),
  principalCents: cents,
  surchargesCents: cents,
  paidCents: cents,
  waivedCents: cents,
  outstandingCents: cents,
  frozenCents: cents,
  inArrangementCents: cents,
  uncoveredCents: cents,
});

const overviewDebt = z.object({
  partner: named,
  kind: z.string(),
  description: z.string(),
  stage: z.string(),
  outstandingCents: cents,
  cannotBeSettledBecause: z.string().nullable(),
});

const overview = z.object({
  totals,
  perPartner: z.array(z.object({ partner: named, totals })),
  perKind: z.array(z.object({ kind: z.string(), totals })),
  elsewhereCents: cents,
  frozen: z.array(z.object({ until: date, debt: overviewDebt })),
  unfrozenDebts: z.array(overviewDebt),
  arrangementsPerMonthCents: cents,
  repaymentCapacityCents: cents.nullable(),
  capacityLeftCents: cents.nullable(),
  deadlines: z.array(z.object({ date, description: z.string() })),
  conflicts: z.array(z.object({ description: z.string() })),
  missing: z.array(z.object({ role: z.string(), description: z.string() })),
});

const runningCase = z.object({
  status: z.string(),
  openedOn: date,
  summary: z.string(),
  repaymentCapacityCents: cents.nullable(),
  team: z.object({ name: z.string(), municipality: z.string() }),
  debtsElsewhere: z.array(z.object({ description: z.string(), creditors: z.number(), amountCents: cents })),
});

const client = person.extend({
  household: z.array(person).nullable(),
  case: runningCase.nullable(),
  workAndIncome: z.array(workAndIncome).nullable(),
  wmo: z.array(wmo).nullable(),
  housing: z.array(housing).nullable(),
  insurance: z.array(insurance).nullable(),
  cjib: z.array(cjib).nullable(),
  overview,
});

/** The answer of the gateway to the client view. */
export const clientViewAnswer = z.object({
  data: z.object({ client: client.nullable() }).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.object({ code: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

export type ClientViewAnswer = z.infer<typeof clientViewAnswer>;
export type ClientView = z.infer<typeof client>;
export type Dossier = z.infer<typeof dossier>;
export type Debt = z.infer<typeof debt>;
export type Overview = z.infer<typeof overview>;
export type Totals = z.infer<typeof totals>;
