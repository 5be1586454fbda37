import { z } from 'zod';
import { arrangementStatuses, freezeStatuses } from '../../kit/requests/wire/answer-wire.ts';

/**
 * What the gateway delivers with a `Client` representation: the selections of `@requires` on `Client.overview`. A list
 * that is null or absent was not delivered; `[]` means that there is nothing.
 */

const cents = z.int();
const date = z.string();

const debtKinds = [
  'RENT',
  'HEALTH_PREMIUM',
  'HEALTH_COSTS',
  'FINE',
  'BENEFIT_RECOVERY',
  'LOAN_ASSISTANCE',
  'OWN_CONTRIBUTION',
  'OTHER',
] as const;

const debt = z.object({
  id: z.string(),
  kind: z.enum(debtKinds),
  description: z.string(),
  stage: z.enum(['REMINDER', 'NOTICE', 'BAILIFF', 'JUDGMENT', 'ENFORCEMENT']),
  principalCents: cents,
  surcharges: z.array(z.object({ amountCents: cents })),
  paidCents: cents,
  waivedCents: cents,
  outstandingCents: cents,
});

const freeze = z.object({
  status: z.enum(freezeStatuses),
  from: date,
  until: date,
  debtIds: z.array(z.string()),
});

const arrangement = z.object({
  id: z.string(),
  status: z.enum(arrangementStatuses),
  debtIds: z.array(z.string()),
  monthlyCents: cents,
  deferredUntil: date.nullish(),
  missedInstalments: z.int(),
});

const dossier = z.object({
  organisation: z.object({ oin: z.string(), name: z.string() }),
  debts: z.array(debt).nullish(),
  debtFreezes: z.array(freeze).nullish(),
  paymentArrangements: z.array(arrangement).nullish(),
  eviction: z
    .object({
      stage: z.enum(['REMINDER', 'NOTICE', 'BAILIFF', 'JUDGMENT', 'ANNOUNCED', 'CALLED_OFF']),
      date: date.nullish(),
    })
    .nullish(),
  monthsInArrears: z.int().nullish(),
  reportedToCak: z.boolean().nullish(),
  cakReportDate: date.nullish(),
  tenancy: z.object({ monthsInArrears: z.int() }).nullish(),
  emergencyStop: z.object({ until: date }).nullish(),
  fines: z.array(z.object({ debtId: z.string(), cannotBeSettledBecause: z.string().nullish() })).nullish(),
});

const dossiers = z.array(dossier).nullish();

const deliveredDossiers = z.object({
  workAndIncome: dossiers,
  wmo: dossiers,
  housing: dossiers,
  insurance: dossiers,
  cjib: dossiers,
});

export type Debt = z.infer<typeof debt>;
export type DebtKind = Debt['kind'];
export type Freeze = z.infer<typeof freeze>;
export type Arrangement = z.infer<typeof arrangement>;
/** One organisation's dossier, of any role: a field that the role does not have is absent. */
export type Dossier = z.infer<typeof dossier>;
/** The dossiers of each role; null or absent: not delivered. */
export type DeliveredDossiers = z.infer<typeof deliveredDossiers>;

/** Every kind of debt, in the order of the schema. */
export const debtKindOrder: readonly DebtKind[] = debtKinds;

/**
 * The dossiers that came with a representation of `Client`. Undefined when it does not have the shape that `@requires`
 * asks.
 */
export function dossiersOf(representation: unknown): DeliveredDossiers | undefined {
  const read = deliveredDossiers.safeParse(representation);
  return read.success ? read.data : undefined;
}
