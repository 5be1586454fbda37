import type { PartnerRole } from '../partner-roles.ts';

/** What casework knows of a person that an organisation could recognise them by. */
export interface RecognisablePerson {
  family: string;
  /** ISO 8601 date. */
  birthDate: string;
  address: Address | null;
  /** Burgerservicenummer; null when it is not known. */
  bsn: string | null;
}

export interface Address {
  postcode: string;
  /** With its addition, as one text. */
  houseNumber: string;
}

/** What one organisation is sent, once, to find out whether it knows the person. */
export type MatchingAttributes =
  | { by: 'bsn'; bsn: string; birthDate: string }
  | { by: 'address'; family: string; birthDate: string; address: Address };

/**
 * The roles that the law lets process the BSN, each with where it says so (UAVG art. 46). A role that is not here gets none:
 * a housing corporation may not have it.
 */
const bsnArticles: Partial<Record<PartnerRole, string>> = {
  'work-and-income': 'Wet SUWI art. 62; Wet algemene bepalingen burgerservicenummer art. 10',
  wmo: 'Wmo 2015 art. 5.2.9',
  insurer: 'Zorgverzekeringswet art. 86',
  cjib: 'Wet algemene bepalingen burgerservicenummer art. 10',
};

/** The article that lets a role process the BSN; undefined where none does. */
export function bsnArticle(role: PartnerRole): string | undefined {
  return Object.hasOwn(bsnArticles, role) ? bsnArticles[role] : undefined;
}

/**
 * The fewest attributes by which an organisation of this role can recognise a person: the BSN, where the law lets it have
 * that; else name, birth date and address. Null when what is known does not suffice: nobody is asked on a name alone.
 */
export function matchingAttributes(role: PartnerRole, person: RecognisablePerson): MatchingAttributes | null {
  const { family, birthDate, address, bsn } = person;
  if (bsn !== null && bsnArticle(role) !== undefined) return { by: 'bsn', bsn, birthDate };
  return address && { by: 'address', family, birthDate, address: { ...address } };
}
