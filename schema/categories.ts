/**
 * The categories of data that `@policy` may name; the rules of the processing register are written in them. `care`
 * (health) and `penal` are special (AVG art. 9 and 10); `organisation` is about no person; `oversight` is the
 * privacy officer's own work; `requests` is what was asked of the own organisation, for its contact persons; `dossier` is that
 * one is kept at all.
 */
export const categories = [
  'organisation',
  'oversight',
  'requests',
  'dossier',
  'identity',
  'household',
  'case',
  'consents',
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

/** Categories that need no case of a client's: no rule of the processing register names them. */
export const impersonalCategories: ReadonlySet<string> = new Set<Category>(['organisation', 'oversight', 'requests']);

/** Categories of data about a client: what no rule of the processing register allows is not allowed. */
export const personalCategories: readonly Category[] = categories.filter((name) => !impersonalCategories.has(name));

/**
 * The category that it falls under that an organisation of this role knows someone. At two of them it is special by itself.
 *
 * @param role the role that the organisation plays
 */
export function existenceCategory(role: string): 'dossier' | 'care' | 'penal' {
  if (role === 'wmo') return 'care';
  return role === 'cjib' ? 'penal' : 'dossier';
}

const known: ReadonlySet<string> = new Set(categories);

export function isCategory(name: string): name is Category {
  return known.has(name);
}
