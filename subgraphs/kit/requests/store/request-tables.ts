import type { ColumnType, Generated } from 'kysely';
import type { RequestKind } from '../wire/act-wire.ts';
import type { ActAnswer } from '../wire/answer-wire.ts';

/** What requests add to the contract's tables, as Kysely sees it. Times are `Date` when read. */

/** A time that is stored as it is given and read as a `Date`. */
export type Timestamp = ColumnType<Date, Date | string>;

/** A column that has a default and can be left out at insert. */
export type Defaulted<Value> = Generated<Value>;

/** A column of JSON: an object is read, its JSON text is written (pg would write a list as an array of PostgreSQL's). */
export type Json<Value> = ColumnType<Value, string, string>;

export type ContactChannel = 'PHONE' | 'EMAIL' | 'SECURE_EMAIL';

export type Weekday = 'MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY' | 'SUNDAY';

/** Local time in the Netherlands, `09:00`. */
export interface OfficeHours {
  day: Weekday;
  from: string;
  until: string;
}

/** The columns by which a freeze or an arrangement is a request. `Terms` are those of an offer. */
export interface RequestedRow<Asked, Terms> {
  version: Defaulted<number>;
  /** Why it was decided or ended so. */
  reason: string | null;
  /** The act of casework, by which a repetition is told from another request; null: the organisation began it itself. */
  requested: ColumnType<Asked | null, string | null | undefined, string | null>;
  asked_because: string | null;
  asked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  pause: Defaulted<boolean>;
  /** Id of the contact person whose turn it is; null once decided. */
  assigned_to: string | null;
  /** The terms of a counter-offer; not null while there is one. */
  offer: ColumnType<Terms | null, string | null | undefined, string | null>;
  /** Id of the contact person. */
  decided_by: string | null;
  decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

interface AutomaticAgreementRow {
  oin: string;
  max_days: number;
  max_debt_cents: number;
  since: string;
}

interface TombstoneRow {
  oin: string;
  id: string;
  kind: RequestKind;
  pseudonym: string;
  reason: string;
  buried_at: Timestamp;
}

interface AnsweredActRow {
  oin: string;
  key: string;
  content_sha256: string;
  answer: Json<ActAnswer>;
  done_at: Timestamp;
}

interface RequestEventRow {
  oin: string;
  kind: RequestKind;
  id: string;
  version: number;
  transition: string;
  status: string;
  at: Timestamp;
  /** Id of the contact person; null: casework, the clock, or a standing agreement. */
  by: string | null;
  reason: string | null;
}

export interface RequestTables {
  automatic_agreements: AutomaticAgreementRow;
  request_tombstones: TombstoneRow;
  answered_acts: AnsweredActRow;
  request_events: RequestEventRow;
}
