import type { ContactChannel, OfficeHours } from '../requests/store/request-tables.ts';
import type { RuleException } from '../requests/wire/act-wire.ts';
import type { CollectionStage, DebtFreezeStatus, DebtKind, PaymentArrangementStatus, SurchargeKind } from './tables.ts';

/** Records of the partner contract as they are written down, whole dossiers at a time. Amounts are euro cents. */

export interface ContactPersonRecord {
  id: string;
  name: string;
  position: string;
  phone: string;
  email: string;
  hours: string;
  /** Default: as `hours` says, where it is written as `ma t/m do 9.00–12.30` or `ma, wo en vr 9.00–17.00`; else none. */
  officeHours?: readonly OfficeHours[];
  /** Default PHONE. */
  channel?: ContactChannel;
  /** The last day of an absence. */
  absentUntil?: string;
  /** The subject of the person at the identity provider; without it the person does not sign in. */
  login?: string;
  /** The id of who stands in. */
  deputy?: string;
  mandate: {
    maxFreezeDays: number;
    maxArrangementCents: number;
    mayWaiveSurcharge: boolean;
    /** Default none. */
    exceptions?: readonly RuleException[];
    /** The id of who decides beyond it. */
    escalatesTo?: string;
  };
}

/** By what freezes an organisation grants at once (convenant landelijke pauzeknop). */
export interface AutomaticAgreementRecord {
  maxDays: number;
  /** Of the debts that a freeze covers. */
  maxDebtCents: number;
  since: string;
}

export interface SurchargeRecord {
  kind: SurchargeKind;
  amountCents: number;
  addedOn: string;
  undoneOn?: string;
}

export interface DebtRecord {
  /** Unique in the organisation. */
  id: string;
  kind: DebtKind;
  description: string;
  since: string;
  stage: CollectionStage;
  principalCents: number;
  surcharges?: readonly SurchargeRecord[];
  /** Default 0. */
  paidCents?: number;
  /** Default 0. */
  waivedCents?: number;
}

export interface DebtFreezeRecord {
  id: string;
  status: DebtFreezeStatus;
  from: string;
  until: string;
  debtIds: readonly string[];
  conditions?: readonly string[];
}

export interface PaymentArrangementRecord {
  id: string;
  status: PaymentArrangementStatus;
  debtIds: readonly string[];
  monthlyCents: number;
  instalments: number;
  firstDueOn: string;
  deferredUntil?: string;
  /** Default 0. */
  paidCents?: number;
  /** Default 0. */
  missedInstalments?: number;
  /** Default 0. */
  waivedCents?: number;
  conditions?: readonly string[];
}

export interface DossierRecord {
  /** Unique in the organisation. */
  reference: string;
  /** Ids of the contact persons who may decide for this client, the first one first. */
  contactPersons: readonly string[];
  debts?: readonly DebtRecord[];
  debtFreezes?: readonly DebtFreezeRecord[];
  paymentArrangements?: readonly PaymentArrangementRecord[];
}

/** A person whom an organisation has a record of. */
export interface SubjectRecord {
  /** Unique in the organisation. */
  reference: string;
  family: string;
  birthDate: string;
  postcode: string;
  houseNumber: string;
  /** Null where the organisation may not have it. */
  bsn: string | null;
  /** By which a person can tell it from another record of the same name, without personal data. Dutch. */
  description: string;
}

/**
 * A record with where it is kept, and under which name the organisation knows the client; without such a name as long as
 * nobody is linked. A dossier then says whose it is.
 */
export type Stored<Record> = Record & { oin: string; pseudonym: string | null; subject?: string };
