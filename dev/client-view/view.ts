import { z } from 'zod';
import { cjib, housing, insurance, wmo, workAndIncome } from './dossiers.ts';

/** What `client-view.graphql` asks, as far as it is printed. */

const date = z.string();
const cents = z.number();
const named = z.object({ name: z.string() });
const person = z.object({ name: z.object({ full: z.string() }).nullable(), birthDate: date.nullable() });

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
  debtsElsewhere: z.array(z.object({ description: z.string(), creditors: z.number(), amountCents: cents })).nullable(),
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
export type Overview = z.infer<typeof overview>;
export type Totals = z.infer<typeof totals>;
