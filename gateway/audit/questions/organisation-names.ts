import type { Organisation } from '../../partners/organisation.ts';

/** An organisation as answers name it. */
export interface NamedOrganisation {
  oin: string;
  /** Null: none of this OIN takes part now. */
  name: string | null;
}

/** Names organisations by their OIN. */
export type OrganisationNames = (oin: string) => NamedOrganisation;

export function organisationNames(organisations: readonly Organisation[]): OrganisationNames {
  const names = new Map(organisations.map(({ oin, name }) => [oin, name]));
  return (oin) => ({ oin, name: names.get(oin) ?? null });
}
