/**
 * What is known of one client when access is decided. Times are milliseconds since 1970; a period includes its first
 * millisecond and not its last.
 */
export interface SubjectFacts {
  /** Counts changes of any of them; 0 for a client that is not known. */
  version: number;
  relations: readonly CaseRelation[];
  consents: readonly ConsentFact[];
  emergencies: readonly EmergencyFact[];
  /** The organisations that know the client, each with its own pseudonym. */
  links: readonly { oin: string; pseudonym: string }[];
}

/** A team helps the client (casusrelatie). */
export interface CaseRelation {
  id: string;
  teamId: string;
  validFrom: number;
  /** Null: until further notice. */
  validUntil: number | null;
}

/** How a consent stands after its last event. Source: ISO/IEC TS 27560:2023. */
export type ConsentState = 'requested' | 'given' | 'withdrawn' | 'lapsed' | 'invalidated' | 'terminated';

/** A consent (toestemming) as its last event left it. */
export interface ConsentFact {
  id: string;
  /** Number of its last event. */
  version: number;
  state: ConsentState;
  sourceRole: string;
  /** Null: every organisation of the role. */
  sourceOin: string | null;
  /** Null: whoever carries out the activity. */
  recipientOin: string | null;
  activityId: string;
  categories: readonly string[];
  validFrom: number;
  validUntil: number | null;
}

/** Emergency access (noodtoegang) that someone opened. */
export interface EmergencyFact {
  id: string;
  /** Who opened it: it counts for nobody else. */
  actorSubject: string;
  categories: readonly string[];
  openedAt: number;
  expiresAt: number;
  closedAt: number | null;
}
