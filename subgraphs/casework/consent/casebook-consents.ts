import type { Insertable, Kysely } from 'kysely';
import type { ProcessingRegister } from '../../../schema/register.ts';
import { type OrganisationName, oins, personByKey } from '../../casebook/people.ts';
import { insertRows } from '../../kit/insert-rows.ts';
import type { RoleName } from '../../kit/wire.ts';
import type { CaseworkTables } from '../store/tables.ts';
import { articleOf, consentActivity, isSpecial, recordConstants } from './consent-record.ts';
import type { ConsentEventName, ConsentsTable, RepresentativeCapacity } from './consent-tables.ts';

/** One consent of the casebook. */
interface CasebookConsent {
  number: number;
  person: string;
  /** The last part of the activity's id. */
  activity: string;
  source: OrganisationName;
  sourceRole: RoleName;
  categories: readonly string[];
  /** ISO 8601 dates, in order. */
  events: readonly { event: ConsentEventName; on: string; reason?: string }[];
  representative?: { name: string; capacity: RepresentativeCapacity };
  /** Who recorded it; default Sanne Verhoef of team Ondiep. */
  actor?: string;
}

const sanne = '20000000-0000-4000-8000-000000000001';
const marijke = '20000000-0000-4000-8000-000000000003';

const arrears = ['contact-persons', 'debts', 'debt-freezes', 'payment-arrangements'] as const;
const given = (on: string) => ({ event: 'given' as const, on });
const ofCjib = {
  activity: 'debt-assistance',
  source: 'cjib',
  sourceRole: 'cjib',
  categories: ['penal', ...arrears],
} as const;
const ofBrugwacht = {
  source: 'brugwacht',
  sourceRole: 'insurer',
  categories: ['dossier', ...arrears, 'insurance'],
} as const;

const consents: readonly CasebookConsent[] = [
  { ...ofBrugwacht, number: 1, person: 'ria', activity: 'eviction-prevention', events: [given('2026-08-17')] },
  {
    ...ofBrugwacht,
    number: 2,
    person: 'kevin',
    activity: 'eviction-prevention',
    events: [{ event: 'requested', on: '2026-08-17', reason: 'Wil zijn verzekeraar er niet bij.' }],
  },
  { ...ofCjib, number: 3, person: 'natasja', events: [given('2026-09-07')] },
  {
    number: 4,
    person: 'natasja',
    activity: 'social-support',
    source: 'incomeDomstad',
    sourceRole: 'work-and-income',
    categories: ['dossier', ...arrears],
    events: [given('2026-09-07')],
  },
  {
    ...ofCjib,
    number: 5,
    person: 'yvonne',
    events: [given('2026-02-16')],
    representative: { name: 'M. Dijkgraaf', capacity: 'ADMINISTRATOR' },
    actor: marijke,
  },
  { ...ofCjib, number: 6, person: 'ricardo', events: [given('2026-06-29')] },
  { ...ofBrugwacht, number: 7, person: 'peter', activity: 'debt-assistance', events: [given('2026-07-01')] },
  {
    ...ofCjib,
    number: 8,
    person: 'peter',
    events: [given('2026-07-01'), { event: 'withdrawn', on: '2026-09-15', reason: 'Wil zijn boetes zelf regelen.' }],
  },
];

/** The id of a consent of the casebook; fixed, so that storing it twice finds what is there. */
const idOf = (number: number): string => `40000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Stores the consents of the casebook, given to the wijkteams' organisation for a year. */
export async function recordConsents(database: Kysely<CaseworkTables>, register: ProcessingRegister): Promise<void> {
  const rows = consents.map((consent) => recordOf(consent, register));
  await insertRows(database, 'consents', rows);
  const events = consents.flatMap(({ number, events, actor = sanne }) =>
    events.map(({ event, on, reason = null }, index) => ({
      consent_id: idOf(number),
      version: index + 1,
      event,
      occurred_at: morningOf(on),
      actor,
      place: 'Spreekuur van het wijkteam',
      reason,
    })),
  );
  await insertRows(database, 'consent_events', events);
}

function recordOf(consent: CasebookConsent, register: ProcessingRegister): Insertable<ConsentsTable> {
  const { number, person, source, sourceRole, representative, events } = consent;
  const categories = [...consent.categories];
  const activityId = `urn:korte-lijnen:activity:${consent.activity}`;
  const [first] = events;
  const from = morningOf(first?.on ?? '2026-01-01');
  const wasGiven = first?.event === 'given';
  return {
    ...recordConstants,
    id: idOf(number),
    client_id: personByKey(person).id,
    representative_name: representative?.name ?? null,
    representative_capacity: representative?.capacity ?? null,
    controller_oin: oins.casework,
    source_role: sourceRole,
    source_oin: oins[source],
    recipient_oin: oins.casework,
    recipient_role: 'casework',
    purpose: consentActivity(register, activityId)?.purpose ?? activityId,
    activity_id: activityId,
    categories,
    special: isSpecial(categories),
    explicit: true,
    kind: 'processing',
    article: articleOf(register, { activityId, sourceRole, categories }),
    notice_version: '2026-1',
    notice_language: 'nl',
    how_given: wasGiven ? 'IN_WRITING' : null,
    evidence_reference: wasGiven ? `formulier ${String(number).padStart(4, '0')}` : null,
    valid_from: from,
    valid_until: new Date(from.getTime() + 365 * 24 * 60 * 60 * 1_000),
  };
}

function morningOf(date: string): Date {
  return new Date(`${date}T08:00:00Z`);
}
