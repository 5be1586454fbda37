/**
 * The categories of data that `@policy` may name; the rules of the processing register are written in them. `care`
 * (health) and `penal` are special (AVG art. 9 and 10).
 */
export const categories = [
  'identity',
  'household',
  'case',
  'contact-persons',
  'debts',
  'debt-freezes',
  'payment-arrangements',
  'income',
  'care',
  'tenancy',
  'insurance',
  'penal',
] as const;

export type Category = (typeof categories)[number];

const known: ReadonlySet<string> = new Set(categories);

export function isCategory(name: string): name is Category {
  return known.has(name);
}
