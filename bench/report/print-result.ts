import type { PartResult, Target } from '../part.ts';
import { tableLines } from './table.ts';

/** What a part found, as lines for a person to read. */
export function resultLines({ title, table, notes }: PartResult): string[] {
  return ['', title, '', ...tableLines(table), ...(notes.length > 0 ? ['', ...notes] : [])];
}

/** Which targets are met, as lines for a person to read. */
export function targetLines(targets: readonly Target[]): string[] {
  if (targets.length === 0) return [];
  const rows = targets.map(({ what, found, wanted, isMet }) => [what, found, wanted, verdict(isMet)]);
  return ['', 'Targets', '', ...tableLines([['', 'found', 'wanted', ''], ...rows])];
}

function verdict(isMet: boolean | null): string {
  if (isMet === null) return 'cannot tell';
  return isMet ? 'met' : 'NOT MET';
}
