import { bsnArticle } from '../../kit/matching/bsn-article.ts';
import type { MatchAttributes } from '../../kit/matching/match-subjects.ts';
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

/**
 * The fewest attributes by which an organisation of this role can recognise a person: the BSN, where the law lets it have
 * that; else name, birth date and address. Null when what is known does not suffice: nobody is asked on a name alone.
 */
export function matchingAttributes(role: PartnerRole, person: RecognisablePerson): MatchAttributes | null {
  const { family, birthDate, address, bsn } = person;
  if (bsn !== null && bsnArticle(role) !== undefined) return { by: 'bsn', bsn, birthDate };
  return address && { by: 'address', family, birthDate, address: { ...address } };
}
