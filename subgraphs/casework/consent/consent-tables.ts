import type { Generated } from 'kysely';
import type { RoleName } from '../../kit/wire.ts';

export type ConsentEventName = 'requested' | 'given' | 'withdrawn' | 'lapsed' | 'invalidated' | 'terminated';
export type ConsentKindName = 'processing' | 'lifting_secrecy' | 'accepting_help';
export type HowGiven = 'IN_WRITING' | 'ORALLY' | 'DIGITALLY';
export type RepresentativeCapacity = 'PARENT' | 'GUARDIAN' | 'CURATOR' | 'MENTOR' | 'ADMINISTRATOR';

/** A record of the consent register, with the fields of ISO/IEC TS 27560:2023. Append-only. */
export interface ConsentsTable {
  id: Generated<string>;
  schema_version: string;
  client_id: string;
  representative_name: string | null;
  representative_capacity: RepresentativeCapacity | null;
  controller_oin: string;
  source_role: RoleName;
  /** Null: every organisation of the role. */
  source_oin: string | null;
  recipient_oin: string;
  recipient_role: RoleName;
  purpose: string;
  activity_id: string;
  categories: string[];
  special: boolean;
  explicit: boolean;
  kind: ConsentKindName;
  basis: string;
  article: string;
  notice_version: string;
  /** ISO 639-1. */
  notice_language: string;
  /** Null where it was only asked. */
  how_given: HowGiven | null;
  evidence_reference: string | null;
  /** ISO 8601 duration. */
  retention: string;
  jurisdiction: string;
  how_to_withdraw: string;
  valid_from: Date;
  valid_until: Date | null;
}

/** What happened to a consent; numbered from 1. Append-only: the last event is how it stands. */
export interface ConsentEventsTable {
  consent_id: string;
  version: number;
  event: ConsentEventName;
  occurred_at: Date;
  /** The identity provider's subject. */
  actor: string;
  place: string | null;
  reason: string | null;
}
