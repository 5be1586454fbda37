import { addMonths } from '../../kit/requests/freezes/freeze-days.ts';
import type { PartnerRole } from '../partner-roles.ts';

/** How long a pause lasts at most, in months. Source: convenant landelijke pauzeknop. */
export const maxPauseMonths = 8;

/**
 * The last day that a freeze from `from` may be asked for at an organisation of this role. Whether an organisation would grant more
 * by a standing agreement, it alone knows.
 *
 * Source: CJIB noodstop, four months, and eight more when municipal debt help runs; cooling-off, six months (Wgs art. 5)
 */
export function lastDayAt(role: PartnerRole, from: string, debtAssistance: boolean): string {
  if (role === 'cjib') return addMonths(from, debtAssistance ? 12 : 4);
  return addMonths(from, 6);
}
