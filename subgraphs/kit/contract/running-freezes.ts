import type { DebtFreezeStatus } from './tables.ts';

/** A freeze as it is stored. */
export interface StoredFreeze {
  status: DebtFreezeStatus;
  from: string;
  until: string;
}

/** Does a freeze run on a day? The clock starts and ends it: what is stored can be behind. */
export function runsOn({ status, from, until }: StoredFreeze, day: string): boolean {
  return (status === 'GRANTED' || status === 'ACTIVE') && from <= day && until >= day;
}

/** The last day of them all; null: there are none. */
export function lastDay(freezes: readonly StoredFreeze[]): string | null {
  return (
    freezes
      .map(({ until }) => until)
      .toSorted()
      .at(-1) ?? null
  );
}
