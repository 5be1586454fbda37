/** Why something is not allowed, in the order in which it is found out. Each has its row in `docs/error-codes.md`. */
export const reasonCodes = [
  'NO_PURPOSE',
  'ROLE_NOT_ALLOWED',
  'NO_CASE_RELATION',
  'NO_LEGAL_BASIS',
  'CONSENT_WITHDRAWN',
  'CONSENT_LAPSED',
  'CONSENT_MISSING',
  'NOT_LINKED',
] as const;

/** A stable name for why something is not allowed. */
export type ReasonCode = (typeof reasonCodes)[number];
