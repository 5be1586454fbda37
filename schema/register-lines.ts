import type { Category } from './categories.ts';
import type { Basis, ProcessingActivity, ProcessingRegister } from './register.ts';

/** One line of the register's table: one category that one purpose may see of one source, and why. */
export interface RegisterLine {
  activity: ProcessingActivity;
  source: ProcessingActivity['rules'][number]['source'];
  category: Category;
  basis: Basis;
  article: string;
  special: boolean;
  note: string | null;
}

/** The register as lines, in the order of the file. */
export function registerLines(register: ProcessingRegister): RegisterLine[] {
  return register.activities.flatMap((activity) =>
    activity.rules.flatMap(({ source, categories, basis, article, special, note }) =>
      categories.map((category) => ({ activity, source, category, basis, article, special, note })),
    ),
  );
}
