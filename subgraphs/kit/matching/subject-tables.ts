import type { Generated } from 'kysely';

/** The people whom organisations have records of, as Kysely sees them. */
export interface SubjectTables {
  subjects: SubjectRow;
  match_candidates: MatchCandidateRow;
}

export interface SubjectRow {
  oin: string;
  /** The organisation's own name for the record. */
  reference: string;
  /** Null until the wijkteam's client is known to be this person. */
  pseudonym: string | null;
  family: string;
  birth_date: string;
  postcode: string;
  house_number: string;
  /** Null at organisations that may not have it. */
  bsn: string | null;
  /** By which a person can tell it from another record of the same name, without personal data. Dutch. */
  description: string;
}

/** A record that was named as one of several that a client may be. */
interface MatchCandidateRow {
  oin: string;
  candidate: Generated<string>;
  pseudonym: string;
  subject: string;
}
