import type { Kysely } from 'kysely';
import { dutchDate } from '../../calendar/dutch-date.ts';
import type { ProcessingRegister } from '../../schema/register.ts';
import type { ServedOrganisation, ServedRequest } from '../kit/service.ts';
import type { CallingActor } from '../kit/verified-call.ts';
import type { NotDelivered } from '../kit/wire.ts';
import { consentEventsLoader, consentsLoader } from './consent/consents.ts';
import { linkedClientLoader } from './decisions/received-request.ts';
import { type EmergencyAccess, type EmergencyQuestion, listEmergencyAccesses } from './emergency/emergency-queue.ts';
import { escalationsLoader } from './escalation/escalations.ts';
import type { Partners } from './links/partners-over-http.ts';
import type { PartnerRole } from './partner-roles.ts';
import { pauseExclusionsLoader, pauseLoader } from './pause/pauses.ts';
import { casePlanLoader, costsAvoidedLoader } from './plan/case-records.ts';
import { timelineLoader } from './plan/timeline.ts';
import type { Delivery } from './requests/delivery.ts';
import { knownContactsLoader, pauseRequestsLoader, requestsLoader } from './requests/request-rows.ts';
import { caseLoader, debtsElsewhereLoader, listTeams, type Team, teamLoader } from './store/cases.ts';
import { caseloadLoader, clientLoader, householdLoader } from './store/clients.ts';
import { linkedPartnersLoader, listPartners, type Organisation, partnerLoader } from './store/partners.ts';
import type { CaseworkTables } from './store/tables.ts';

/** What the resolvers of one call work with. */
export interface CaseworkContext {
  database: Kysely<CaseworkTables>;
  /** When the call was made. */
  now: Date;
  /** The calendar date in the Netherlands then, ISO 8601. */
  today: string;
  /** On whose behalf is called; without a subject: on behalf of nobody. */
  actor: CallingActor;
  /** The processing activity that was named; null: none. */
  purpose: string | null;
  /** The wijkteams' own organisation. */
  organisation: ServedOrganisation;
  /** Those of all roles. */
  organisations: readonly ServedOrganisation[];
  register: ProcessingRegister;
  partners: Partners | null;
  /** How long an organisation that cannot be reached is asked again, in milliseconds. */
  requestTermMs: number;
  delivery: Delivery;
  notDelivered: readonly NotDelivered[];
  load: ReturnType<typeof loaders>;
  listTeams(): Promise<readonly Team[]>;
  /** Those that take part, of one role if given. */
  listPartners(role?: PartnerRole): Promise<readonly Organisation[]>;
  listEmergencyAccesses(question: EmergencyQuestion): Promise<readonly EmergencyAccess[]>;
}

/** What the service has for all its calls. */
export interface CaseworkSettings {
  now(): Date;
  register: ProcessingRegister;
  /** Null: no organisation can be asked. */
  partners: Partners | null;
  requestTermMs: number;
  delivery: Delivery;
}

function loaders(database: Kysely<CaseworkTables>, at: Date) {
  return {
    client: clientLoader(database),
    household: householdLoader(database),
    caseload: caseloadLoader(database, at),
    caseOf: caseLoader(database),
    team: teamLoader(database),
    debtsElsewhere: debtsElsewhereLoader(database),
    partner: partnerLoader(database),
    linkedPartners: linkedPartnersLoader(database),
    consents: consentsLoader(database),
    consentEvents: consentEventsLoader(database),
    casePlan: casePlanLoader(database),
    costsAvoided: costsAvoidedLoader(database),
    escalations: escalationsLoader(database),
    timeline: timelineLoader(database),
    requests: requestsLoader(database),
    knownContacts: knownContactsLoader(database),
    pauseOf: pauseLoader(database),
    pauseRequests: pauseRequestsLoader(database),
    pauseExclusions: pauseExclusionsLoader(database),
    linkedClient: linkedClientLoader(database),
  };
}

/** The context of one call: loaders that live as long as it, and the moment at which it was made. */
export function createContext(request: ServedRequest<CaseworkTables>, settings: CaseworkSettings): CaseworkContext {
  const { database, organisation, organisations, notDelivered, call } = request;
  const now = settings.now();
  const oins = organisations.map(({ oin }) => oin);
  return {
    database,
    now,
    today: dutchDate(now),
    actor: call.actor,
    purpose: call.purpose,
    organisation,
    organisations,
    register: settings.register,
    partners: settings.partners,
    requestTermMs: settings.requestTermMs,
    delivery: settings.delivery,
    notDelivered,
    load: loaders(database, now),
    listTeams: () => listTeams(database),
    listPartners: (role) => listPartners(database, oins, role),
    listEmergencyAccesses: (question) => listEmergencyAccesses(database, question),
  };
}
