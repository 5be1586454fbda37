import type { Kysely } from 'kysely';
import type { ContractTables } from '../../contract/tables.ts';
import { type ActScope, reject } from '../acts/act-scope.ts';
import type { ContactChannel, OfficeHours } from '../store/request-tables.ts';
import type { RuleException } from '../wire/act-wire.ts';
import type { WireContact } from '../wire/answer-wire.ts';

/** An organisation's fixed contact person, with what the person may decide. Amounts are euro cents. */
export interface ContactPerson {
  id: string;
  name: string;
  position: string;
  phone: string;
  email: string;
  hours: string;
  channel: ContactChannel;
  officeHours: readonly OfficeHours[];
  /** The last day of an absence, ISO 8601; null: not absent. */
  absentUntil: string | null;
  deputyId: string | null;
  escalatesToId: string | null;
  maxFreezeDays: number;
  maxArrangementCents: number;
  mayWaiveSurcharge: boolean;
  exceptions: readonly RuleException[];
  /** The subject of the person at the identity provider; null: does not sign in. */
  login: string | null;
}

/** All of an organisation, in the order of their ids: they are few, and point at each other. */
export async function contactPersonsOf(store: Kysely<ContractTables>, oin: string): Promise<ContactPerson[]> {
  return store
    .selectFrom('contact_persons')
    .select(['id', 'name', 'position', 'phone', 'email', 'hours', 'channel', 'login', 'exceptions'])
    .select(['office_hours as officeHours', 'absent_until as absentUntil', 'deputy_id as deputyId'])
    .select(['escalates_to_id as escalatesToId', 'max_freeze_days as maxFreezeDays'])
    .select(['max_arrangement_cents as maxArrangementCents', 'may_waive_surcharge as mayWaiveSurcharge'])
    .where('oin', '=', oin)
    .orderBy('id')
    .execute();
}

/** An organisation's contact persons, and which of them acts. */
export interface Deciding {
  me: ContactPerson;
  persons: readonly ContactPerson[];
}

/**
 * @param decider the subject of who acts, as the identity provider has it
 * @throws {ActRejected} when that is none of the organisation's contact persons
 */
export async function decidingPerson({ store, oin }: ActScope, decider: string): Promise<Deciding> {
  const persons = await contactPersonsOf(store, oin);
  const me = persons.find(({ login }) => login === decider);
  return me ? { me, persons } : reject('NOT_A_CONTACT_PERSON');
}

/** What may be told of whom to call. */
export function contactOf({ id, name, phone, email, hours }: ContactPerson): WireContact {
  return { id, name, phone, email, hours };
}
