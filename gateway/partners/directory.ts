import type { Organisation } from './organisation.ts';

/** Who takes part: found by role and by OIN. */
export interface Directory {
  /** The organisations that play a role, in the order of the organisations file. */
  ofRole(role: string): readonly Organisation[];
  byOin(oin: string): Organisation | undefined;
}

/** Makes a directory of organisations. */
export function createDirectory(organisations: readonly Organisation[]): Directory {
  const byOin = new Map(organisations.map((organisation) => [organisation.oin, organisation]));
  const byRole = Map.groupBy(organisations, ({ role }) => role);
  return {
    ofRole: (role) => byRole.get(role) ?? [],
    byOin: (oin) => byOin.get(oin),
  };
}
