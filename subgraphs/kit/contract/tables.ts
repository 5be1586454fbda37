import type { ColumnType } from 'kysely';
import type { SubjectTables } from '../matching/subject-tables.ts';
import type { ArrangementOffer } from '../requests/arrangements/arrangement-terms.ts';
import type { FreezeOffer } from '../requests/freezes/freeze-terms.ts';
import type {
  ContactChannel,
  Defaulted,
  OfficeHours,
  RequestedRow,
  RequestTables,
} from '../requests/store/request-tables.ts';
import type { PartnerActOf, RuleException } from '../requests/wire/act-wire.ts';
import type { arrangementStatuses, freezeStatuses } from '../requests/wire/answer-wire.ts';

/** The tables of the partner contract, as Kysely sees them. Dates are text, `2026-11-21`; amounts are euro cents. */

export type DebtKind =
  | 'RENT'
  | 'HEALTH_PREMIUM'
  | 'HEALTH_COSTS'
  | 'FINE'
  | 'BENEFIT_RECOVERY'
  | 'LOAN_ASSISTANCE'
  | 'OWN_CONTRIBUTION'
  | 'OTHER';

export type SurchargeKind =
  | 'COLLECTION_COSTS'
  | 'COURT_COSTS'
  | 'STATUTORY_INCREASE'
  | 'INTEREST'
  | 'ADMINISTRATIVE_PREMIUM';

export type CollectionStage = 'REMINDER' | 'NOTICE' | 'BAILIFF' | 'JUDGMENT' | 'ENFORCEMENT';

export type DebtFreezeStatus = (typeof freezeStatuses)[number];

export type PaymentArrangementStatus = (typeof arrangementStatuses)[number];

/** Every row carries the organisation that keeps it. */
export interface Kept {
  oin: string;
}

/** A row of a dossier; `dossier` is the dossier's reference. */
export interface KeptInDossier extends Kept {
  dossier: string;
}

interface ContactPersonRow extends Kept {
  id: string;
  name: string;
  position: string;
  phone: string;
  email: string;
  hours: string;
  deputy_id: string | null;
  max_freeze_days: number;
  max_arrangement_cents: number;
  may_waive_surcharge: boolean;
  escalates_to_id: string | null;
  channel: Defaulted<ContactChannel>;
  /** The last day of an absence. */
  absent_until: string | null;
  office_hours: ColumnType<OfficeHours[], string | undefined, string>;
  exceptions: Defaulted<RuleException[]>;
  /** The subject of the person at the identity provider; null: does not sign in. */
  login: string | null;
}

interface DossierRow extends Kept {
  reference: string;
  /** Of the client; null while the record it belongs to is linked to none. */
  pseudonym: string | null;
  /** The record of the person that it is about; null where a client is all that is known. */
  subject: string | null;
}

interface DossierContactPersonRow extends KeptInDossier {
  contact_person_id: string;
  position: number;
}

interface DebtRow extends KeptInDossier {
  id: string;
  kind: DebtKind;
  description: string;
  since: string;
  stage: CollectionStage;
  principal_cents: number;
  paid_cents: number;
  waived_cents: number;
}

interface SurchargeRow extends Kept {
  debt_id: string;
  position: number;
  kind: SurchargeKind;
  amount_cents: number;
  added_on: string;
  /** The organisation took it back on this day; it counts no more. */
  undone_on: string | null;
}

interface DebtFreezeRow extends KeptInDossier, RequestedRow<PartnerActOf<'request-debt-freeze'>, FreezeOffer> {
  id: string;
  status: DebtFreezeStatus;
  from_date: string;
  until_date: string;
  conditions: string[];
  /** Granted by a standing agreement, without a human. */
  automatic: Defaulted<boolean>;
}

interface DebtFreezeDebtRow extends KeptInDossier {
  debt_freeze_id: string;
  debt_id: string;
}

interface PaymentArrangementRow
  extends KeptInDossier,
    RequestedRow<PartnerActOf<'propose-payment-arrangement'>, ArrangementOffer> {
  id: string;
  status: PaymentArrangementStatus;
  monthly_cents: number;
  instalments: number;
  first_due_on: string;
  deferred_until: string | null;
  paid_cents: number;
  missed_instalments: number;
  waived_cents: number;
  conditions: string[];
  undo_surcharges: Defaulted<boolean>;
}

interface PaymentArrangementDebtRow extends KeptInDossier {
  payment_arrangement_id: string;
  debt_id: string;
}

export interface ContractTables extends SubjectTables, RequestTables {
  contact_persons: ContactPersonRow;
  dossiers: DossierRow;
  dossier_contact_persons: DossierContactPersonRow;
  debts: DebtRow;
  surcharges: SurchargeRow;
  debt_freezes: DebtFreezeRow;
  debt_freeze_debts: DebtFreezeDebtRow;
  payment_arrangements: PaymentArrangementRow;
  payment_arrangement_debts: PaymentArrangementDebtRow;
}
