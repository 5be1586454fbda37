import { type UserError, userError } from './user-error.ts';

/** What a text must be. Lengths are in characters, after white space at both ends is taken off. */
export interface TextRule {
  field: string;
  value: string | null | undefined;
  /** Default 1 for a text that is there. */
  min?: number;
  max: number;
  /** Default true. */
  required?: boolean;
}

// PostgreSQL refuses a NUL in a text; other control characters have no place in one line or in several.
const notAllowed = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

/** What is wrong with texts. */
export function textFaults(rules: readonly TextRule[]): UserError[] {
  return rules.flatMap(({ field, value, min = 1, max, required = true }) => {
    const length = [...(value?.trim() ?? '')].length;
    if (length === 0) return required ? [userError('TEXT_REQUIRED', field)] : [];
    if (notAllowed.test(value ?? '')) return [userError('TEXT_NOT_ALLOWED', field)];
    if (length < min) return [userError('TEXT_TOO_SHORT', field)];
    return length > max ? [userError('TEXT_TOO_LONG', field)] : [];
  });
}

/** A text as it is stored: without white space at both ends; null for one that is empty or not there. */
export function storedText(value: string | null | undefined): string | null {
  return value?.trim() || null;
}
