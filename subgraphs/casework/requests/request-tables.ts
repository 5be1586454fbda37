import type { ColumnType, Generated } from 'kysely';
import type { ArrangementTerms, FreezeTerms, RequestKind } from '../../kit/requests/wire/act-wire.ts';
import type { ActFault, RequestState, WireContact } from '../../kit/requests/wire/answer-wire.ts';
import type { GrantBasis } from '../../kit/wire.ts';

/** A value that is stored as JSON: written as text, read as what it is. */
type Json<Value> = ColumnType<Value, Written<Value>, Written<Value>>;
type Written<Value> = string | (null extends Value ? null : never);

/** Terms as they stand in a request or an answer to it. */
export type Terms = FreezeTerms | ArrangementTerms;

/** What is delivered: the request itself, or what was done with it afterwards. */
export type DeliveredAct = 'ask' | 'withdraw' | 'accept-offer';

/** Waiting until it is delivered; the others are final. */
export type DeliveryStatus = 'waiting' | 'delivered' | 'rejected' | 'not-allowed' | 'given-up' | 'cancelled';

/** What was asked of an organisation for a client. Append-only. */
export interface RequestsTable {
  /** The same at the organisation. */
  id: string;
  client_id: string;
  oin: string;
  kind: RequestKind;
  /** The press of the pause button that it is part of; null: none. */
  pause_id: string | null;
  /** The processing activity, and on what it relied when it was asked. */
  purpose: string;
  bases: Json<GrantBasis[]>;
  /** Did municipal debt help run? */
  debt_assistance: boolean;
  terms: Json<Terms>;
  reason: string;
  overrule_reason: string | null;
  /** The identity provider's subject. */
  asked_by: string;
  asker_role: string;
  team_id: string;
  asked_at: Date;
}

/** How a request stands at its organisation, as far as is known. */
export interface RequestStatesTable {
  request_id: string;
  status: RequestState['status'];
  version: number;
  /** Null: it was withdrawn before it came. */
  terms: Json<Terms | null>;
  reason: string | null;
  automatic: boolean;
  contact: Json<WireContact | null>;
  /** When the organisation was asked that answered so. */
  known_at: Date;
}

/** What is to be delivered to organisations: at most one for a request waits. */
export interface OutboxTable {
  id: Generated<string>;
  request_id: string;
  /** Place among what is delivered of its request, from 1: the request itself. */
  ordinal: number;
  act: DeliveredAct;
  purpose: string;
  asker_role: string;
  /** Of a withdrawal. */
  reason: string | null;
  /** Of an offer that is accepted. */
  version: number | null;
  status: DeliveryStatus;
  faults: Json<ActFault[] | null>;
  not_allowed_because: string | null;
  attempts: Generated<number>;
  made_at: Date;
  next_attempt_at: Date;
  give_up_at: Date;
  /** Until when somebody is delivering it, by the clock of the database; null: nobody is. */
  leased_until: Date | null;
}

/** The tables of requests and of the pause button. */
export interface RequestTables {
  requests: RequestsTable;
  request_states: RequestStatesTable;
  outbox: OutboxTable;
  /** Presses of the pause button. Append-only, as are exclusions and releases. */
  pauses: {
    id: Generated<string>;
    client_id: string;
    until_date: string;
    reason: string;
    pressed_by: string;
    team_id: string;
    pressed_at: Date;
  };
  /** Organisations that were not asked, and why. */
  pause_exclusions: { pause_id: string; oin: string; reason: string };
  pause_releases: { pause_id: string; reason: string; released_by: string; released_at: Date };
  /** What an organisation may have been told, noted before it was sent. Append-only. */
  delivery_attempts: {
    delivery_id: string;
    attempt: number;
    purpose: string;
    bases: Json<readonly GrantBasis[]>;
    made_at: Date;
  };
  /** Whom to call at an organisation: the contact that it named last. */
  known_contacts: {
    oin: string;
    name: string;
    phone: string;
    email: string;
    hours: string;
    known_at: Date;
  };
}
