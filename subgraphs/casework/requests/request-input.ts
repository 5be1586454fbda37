import { textFaults } from '../acts/text-faults.ts';
import { type UserError, userError } from '../acts/user-error.ts';
import { wordFaults } from '../decisions/input-faults.ts';

/** `RequestDebtFreezeInput` of the schema. */
export interface RequestDebtFreezeInput {
  idempotencyKey: string;
  clientId: string;
  oin: string;
  until: string;
  from?: string | null;
  debtIds?: readonly string[] | null;
  reason: string;
  conditions: readonly string[];
}

/** `ProposePaymentArrangementInput` of the schema. */
export interface ProposePaymentArrangementInput {
  idempotencyKey: string;
  clientId: string;
  oin: string;
  debtIds?: readonly string[] | null;
  monthlyCents: number;
  instalments: number;
  firstDueOn: string;
  deferredUntil?: string | null;
  waivedCents: number;
  undoSurcharges: boolean;
  reason: string;
  conditions: readonly string[];
  overruleReason?: string | null;
}

const maxDebts = 100;
const maxInstalments = 120;
const maxAmountCents = 1_000_000_000;

/** What is wrong with a freeze that is asked, as far as casework knows; the rest is for the organisation to say. */
export function freezeFaults(input: RequestDebtFreezeInput, today: string): UserError[] {
  const { until, reason, conditions } = input;
  const from = input.from ?? today;
  const dates = past({ from, until }, today);
  if (dates.length === 0 && until < from) dates.push(userError('DATES_REVERSED', 'until'));
  return [...wordFaults({ reason, conditions }), ...debtFaults(input.debtIds), ...dates];
}

/** What is wrong with an arrangement that is proposed; likewise. */
export function arrangementFaults(input: ProposePaymentArrangementInput, today: string): UserError[] {
  const { monthlyCents, instalments, firstDueOn, waivedCents, reason, conditions } = input;
  const deferredUntil = input.deferredUntil ?? null;
  const faults = [...wordFaults({ reason, conditions }), ...debtFaults(input.debtIds)];
  if (monthlyCents <= 0) faults.push(userError('AMOUNT_NOT_POSITIVE', 'monthlyCents'));
  if (monthlyCents > maxAmountCents) faults.push(userError('AMOUNT_BEYOND_DEBT', 'monthlyCents'));
  if (waivedCents < 0) faults.push(userError('AMOUNT_NOT_POSITIVE', 'waivedCents'));
  if (waivedCents > maxAmountCents) faults.push(userError('AMOUNT_BEYOND_DEBT', 'waivedCents'));
  if (instalments < 1 || instalments > maxInstalments) faults.push(userError('INSTALMENTS_NOT_ALLOWED', 'instalments'));
  faults.push(...past({ firstDueOn, ...(deferredUntil === null ? {} : { deferredUntil }) }, today));
  if (deferredUntil !== null && deferredUntil > firstDueOn) faults.push(userError('DATES_REVERSED', 'deferredUntil'));
  return [...faults, ...overruleFaults(input.overruleReason)];
}

/** What is wrong with why somebody lets instalments be more than can be paid off. */
export function overruleFaults(value: string | null | undefined): UserError[] {
  return textFaults([{ field: 'overruleReason', value, min: 3, max: 2_000, required: false }]);
}

function past(dates: Readonly<Record<string, string>>, today: string): UserError[] {
  return Object.entries(dates).flatMap(([field, date]) => (date < today ? [userError('DATE_IN_THE_PAST', field)] : []));
}

function debtFaults(debtIds: readonly string[] | null | undefined): UserError[] {
  if (!debtIds) return [];
  if (debtIds.length < 1 || debtIds.length > maxDebts) return [userError('DEBTS_TOO_MANY', 'debtIds')];
  // PostgreSQL refuses a NUL and half a character instead of not finding them.
  const possible = debtIds.every((id) => id.length > 0 && id.length <= 100 && !id.includes('\0') && id.isWellFormed());
  return possible ? [] : [userError('DEBT_UNKNOWN', 'debtIds')];
}
