import type { FieldSet } from '../../gateway/audit/record/field-set.ts';
import { fieldSet } from '../../gateway/audit/record/field-set.ts';
import type { LogActor, LogBasis, LogDenial, LogEntry, LogStatus } from '../../gateway/audit/record/log-record.ts';
import { subjectPseudonyms } from '../../gateway/audit/record/subject-pseudonym.ts';
import { personalCategories } from '../../schema/categories.ts';
import type { Chance } from './chance.ts';

/** By which the clients of a generated log got their names in it. */
export const testLogSecret = 'pseudonyms of the log of a test run';

/** The clients of a generated log. */
export const testLogClients: readonly string[] = Array.from({ length: 500 }, (_, index) => `log-client-${index}`);

const pseudonymOf = subjectPseudonyms(testLogSecret);
const register = '2026-11-01.1';
const municipality = '00000099000000001000';
const debtAssistance = 'urn:korte-lijnen:activity:debt-assistance';
const emergencyAccess = 'urn:korte-lijnen:activity:emergency-access';
const activities = [debtAssistance, debtAssistance, 'urn:korte-lijnen:activity:social-support'];
const reasons = ['NO_LEGAL_BASIS', 'CONSENT_MISSING', 'CONSENT_WITHDRAWN', 'NOT_LINKED'];
const acts = ['Mutation.recordConsent', 'Mutation.withdrawConsent', 'Mutation.linkClient', 'Mutation.endCaseRelation'];
const sources: readonly { source: string; organisation: string }[] = [
  { source: 'casework', organisation: municipality },
  { source: 'work-and-income', organisation: '00000099000000002001' },
  { source: 'wmo', organisation: '00000099000000003001' },
  { source: 'housing', organisation: '00000099000000004001' },
  { source: 'housing', organisation: '00000099000000004002' },
  { source: 'insurer', organisation: '00000099000000005001' },
  { source: 'cjib', organisation: '00000099000000006001' },
];
const actors: readonly LogActor[] = Array.from({ length: 40 }, (_, index) => ({
  organisation: municipality,
  role: index % 10 === 0 ? 'team-lead' : 'professional',
  subject: `30000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`,
  team: `team-${index % 8}`,
}));
const officer: LogActor = {
  organisation: municipality,
  role: 'privacy-officer',
  subject: '30000000-0000-4000-8000-000000000099',
  team: null,
};

/** The field sets that a generated log names. */
export const testFieldSets: readonly FieldSet[] = Array.from({ length: 12 }, (_, index) =>
  fieldSet(['Client.id', ...Array.from({ length: index + 1 }, (_, field) => `Dossier${index}.field${field}`)]),
);

/** What all lines of one request share. */
type Shared = Pick<LogEntry, 'activity' | 'actor' | 'document' | 'fsc' | 'register' | 'trace'>;

const nothing = { basis: [], denied: [], fields: null, organisation: null, parent: null, released: [], source: null };

/**
 * The lines of one request as a log could have them: mostly client views with what was allowed and denied; now and then an act, a
 * search, an export, an emergency access.
 *
 * @param at when it was recorded
 */
export function testRequest(chance: Chance, at: number): LogEntry[] {
  const dice = chance.below(200);
  const shared: Shared = {
    activity: dice < 3 ? emergencyAccess : chance.oneOf(activities),
    actor: dice >= 196 ? officer : chance.oneOf(actors),
    document: chance.hex(64),
    fsc: chance.uuid(),
    register,
    trace: chance.hex(32),
  };
  const times = { start: at - 20 - chance.below(200), end: at - 1 };
  if (dice >= 196) {
    const kind = dice >= 198 ? 'export' : 'search';
    const name = kind === 'search' ? 'Query.accessLog' : 'export --format csv';
    return [
      {
        ...nothing,
        ...shared,
        ...times,
        activity: null,
        kind,
        name,
        span: chance.hex(16),
        status: 'Ok',
        subject: null,
      },
    ];
  }
  const subject = pseudonymOf(chance.oneOf(testLogClients));
  if (dice >= 190) return testAct(chance, { ...shared, subject }, times);
  const root = chance.hex(16);
  const outsider = chance.below(25) === 0;
  const asked = outsider ? sources.slice(0, 1) : sources.slice(0, 1 + chance.below(sources.length));
  const request: LogEntry = {
    ...nothing,
    ...shared,
    ...times,
    kind: 'request',
    name: 'Query.client',
    span: root,
    status: 'Ok',
    subject: null,
  };
  const accesses = asked.map((of) => ({
    ...shared,
    ...times,
    ...of,
    ...decided(chance, shared.activity === emergencyAccess, outsider),
    kind: 'access' as const,
    name: 'Query.client',
    parent: root,
    span: chance.hex(16),
    subject,
  }));
  return [request, ...accesses];
}

function testAct(
  chance: Chance,
  shared: Shared & { subject: string },
  times: { start: number; end: number },
): LogEntry[] {
  const line = { ...nothing, ...shared, ...times, name: chance.oneOf(acts) };
  const [begun, done] = [chance.hex(16), chance.hex(16)];
  const status = chance.below(10) === 0 ? 'Unset' : 'Ok';
  return [
    { ...line, kind: 'act-begun', span: begun, status: 'Unset' },
    { ...line, kind: 'act', parent: begun, span: done, status },
  ];
}

type Decided = Pick<LogEntry, 'basis' | 'denied' | 'fields' | 'released' | 'status'>;

function decided(chance: Chance, isEmergency: boolean, outsider: boolean): Decided {
  const first = chance.below(personalCategories.length - 4);
  const categories = personalCategories.slice(first, first + 1 + chance.below(4)).toSorted();
  const refused = (all: readonly string[], reason: string): LogDenial[] => [{ categories: all, reason }];
  if (outsider) {
    return { basis: [], denied: refused(categories, 'NO_CASE_RELATION'), fields: null, released: [], status: 'Unset' };
  }
  const denies = !isEmergency && chance.below(6) === 0;
  const released = denies ? categories.slice(1) : categories;
  const status: LogStatus = released.length === 0 ? 'Unset' : chance.below(100) === 0 ? 'Error' : 'Ok';
  return {
    basis: released.length === 0 ? [] : [basisOf(chance, released, isEmergency)],
    denied: denies ? refused(categories.slice(0, 1), chance.oneOf(reasons)) : [],
    fields: status === 'Ok' ? chance.oneOf(testFieldSets).digest : null,
    released: status === 'Ok' ? released : [],
    status,
  };
}

function basisOf(chance: Chance, categories: readonly string[], isEmergency: boolean): LogBasis {
  if (isEmergency) {
    const emergency = chance.uuid();
    return { article: 'AVG art. 6 lid 1 onder d', basis: 'VITAL_INTEREST', categories, consent: null, emergency };
  }
  if (chance.below(4) > 0) {
    return { article: 'Wgs art. 8 en 8a', basis: 'LEGAL_TASK', categories, consent: null, emergency: null };
  }
  const consent = { id: chance.uuid(), version: 1 + chance.below(3) };
  return { article: 'AVG art. 6 lid 1 onder a', basis: 'CONSENT', categories, consent, emergency: null };
}
