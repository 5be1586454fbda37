import { textFaults } from '../acts/text-faults.ts';
import { type UserError, userError } from '../acts/user-error.ts';

const maxConditions = 10;
const maxAmountCents = 1_000_000_000;

/** What is wrong with the words of a decision. */
export function wordFaults({
  reason,
  conditions = [],
}: {
  reason: string;
  conditions?: readonly string[];
}): UserError[] {
  const [tooMany] = conditions.length > maxConditions ? [userError('CONDITIONS_TOO_MANY', 'conditions')] : [];
  if (tooMany) return [...textFaults([{ field: 'reason', value: reason, max: 2_000 }]), tooMany];
  const rules = conditions.map((value) => ({ field: 'conditions', value, max: 500 }));
  return textFaults([{ field: 'reason', value: reason, max: 2_000 }, ...rules]);
}

/** What is wrong with amounts in euro cents. Whether one may be is for the organisation to say. */
export function amountFaults(amounts: Readonly<Record<string, number | null | undefined>>): UserError[] {
  return Object.entries(amounts).flatMap(([field, cents]) => {
    const possible = cents === null || cents === undefined || (cents >= 0 && cents <= maxAmountCents);
    return possible ? [] : [userError('AMOUNT_NOT_ALLOWED', field)];
  });
}
