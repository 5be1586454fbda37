import { isCategory } from '../../../schema/categories.ts';
import type { RoleName } from '../../kit/wire.ts';
import type { ActContext } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { type UserError, userError } from '../acts/user-error.ts';
import { type RoleValue, roleOfValue } from '../partner-roles.ts';
import { consentActivity, isSpecial } from './consent-record.ts';
import type { HowGiven, RepresentativeCapacity } from './consent-tables.ts';

/** `RecordConsentInput` of the schema. Dates are ISO 8601. */
export interface RecordConsentInput {
  idempotencyKey: string;
  clientId: string;
  kind: 'PROCESSING' | 'LIFTING_SECRECY' | 'ACCEPTING_HELP';
  activityId: string;
  categories: readonly string[];
  explicit: boolean;
  sourceRole: RoleValue | 'CASEWORK';
  sourceOin?: string | null;
  recipientOin?: string | null;
  representative?: { name: string; capacity: RepresentativeCapacity } | null;
  howGiven: HowGiven;
  evidenceReference: string;
  noticeVersion: string;
  noticeLanguage: string;
  place?: string | null;
  validFrom?: string | null;
  validUntil: string;
}

/** The role that a consent's source names. */
export function sourceRoleOf(value: RecordConsentInput['sourceRole']): RoleName {
  return value === 'CASEWORK' ? 'casework' : roleOfValue(value);
}

/** What is wrong with an input, whoever the client is. */
export function inputFaults(input: RecordConsentInput, context: ActContext): UserError[] {
  return [
    ...(consentActivity(context.register, input.activityId) ? [] : [userError('ACTIVITY_UNKNOWN', 'activityId')]),
    ...categoryFaults(input),
    ...organisationFaults(input, context),
    ...validityFaults(input, context.today),
    ...textFaults([
      { field: 'evidenceReference', value: input.evidenceReference, max: 200 },
      { field: 'noticeVersion', value: input.noticeVersion, max: 50 },
      { field: 'noticeLanguage', value: input.noticeLanguage, min: 2, max: 2 },
      { field: 'place', value: input.place, max: 200, required: false },
      ...(input.representative ? [{ field: 'representative.name', value: input.representative.name, max: 200 }] : []),
    ]),
  ];
}

function categoryFaults({ categories, explicit }: RecordConsentInput): UserError[] {
  if (categories.length === 0) return [userError('CATEGORIES_REQUIRED', 'categories')];
  if (!categories.every(isCategory)) return [userError('CATEGORY_UNKNOWN', 'categories')];
  return isSpecial(categories) && !explicit ? [userError('CATEGORY_NOT_EXPLICIT', 'explicit')] : [];
}

function organisationFaults(input: RecordConsentInput, { organisations }: ActContext): UserError[] {
  const role = sourceRoleOf(input.sourceRole);
  const known = new Map(organisations.map((organisation) => [organisation.oin, organisation]));
  const faults: UserError[] = [];
  if (typeof input.sourceOin === 'string') {
    const source = known.get(input.sourceOin);
    if (!source) faults.push(userError('ORGANISATION_UNKNOWN', 'sourceOin'));
    else if (source.role !== role) faults.push(userError('ORGANISATION_OF_OTHER_ROLE', 'sourceOin'));
  }
  if (typeof input.recipientOin === 'string' && !known.has(input.recipientOin)) {
    faults.push(userError('ORGANISATION_UNKNOWN', 'recipientOin'));
  }
  return faults;
}

function validityFaults({ validFrom, validUntil }: RecordConsentInput, today: string): UserError[] {
  const from = validFrom ?? today;
  // ISO 8601 dates are in order when their texts are.
  if (from < today) return [userError('VALIDITY_IN_THE_PAST', 'validFrom')];
  if (validUntil < today) return [userError('VALIDITY_IN_THE_PAST', 'validUntil')];
  if (validUntil < from) return [userError('VALIDITY_REVERSED', 'validUntil')];
  return validUntil > yearsAfter(from, 1) ? [userError('VALIDITY_TOO_LONG', 'validUntil')] : [];
}

/** Is someone born on this date under 16 today? Then the legal representative consents (UAVG art. 5). */
export function isUnder16(birthDate: string, today: string): boolean {
  return yearsAfter(birthDate, 16) > today;
}

/** The same day, years later, to compare with; 29 February stays that, whether the year has it or not. */
function yearsAfter(date: string, years: number): string {
  return `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
}
