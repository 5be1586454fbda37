import { addMonths } from '../../kit/requests/freezes/freeze-days.ts';
import { freezeLimitMonths } from '../../kit/requests/rules/freeze-limit.ts';
import type { PartnerRole } from '../partner-roles.ts';

/** How long a pause lasts at most, in months. Source: convenant landelijke pauzeknop. */
export const maxPauseMonths = 8;

/**
 * The last day that a freeze from `from` may be asked for at an organisation of this role. Whether an organisation would grant more
 * by a standing agreement, it alone knows.
 */
export function lastDayAt(role: PartnerRole, from: string, debtAssistance: boolean): string {
  return addMonths(from, freezeLimitMonths(role, { debtAssistance, automaticAgreement: false }));
}
