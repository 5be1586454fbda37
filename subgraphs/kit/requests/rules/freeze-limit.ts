import type { RoleName } from '../../wire.ts';

/** On what the length of a freeze depends. */
export interface FreezeFacts {
  /** Does municipal debt help run? */
  debtAssistance: boolean;
  /** Does the organisation have a standing agreement by which freezes are granted at once? */
  automaticAgreement: boolean;
}

/**
 * The longest freeze at an organisation of this role, in months from the first day; freezes that follow upon each other are one.
 *
 * Source: CJIB noodstop, four months, and eight more while municipal debt help runs; cooling-off, six months (Wgs art. 5); convenant
 * landelijke pauzeknop, eight
 */
export function freezeLimitMonths(role: RoleName, { debtAssistance, automaticAgreement }: FreezeFacts): number {
  if (role === 'cjib') return debtAssistance ? 12 : 4;
  return automaticAgreement ? 8 : 6;
}
