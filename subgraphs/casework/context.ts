import type { Kysely } from 'kysely';
import type { ServedRequest } from '../kit/service.ts';
import type { NotDelivered } from '../kit/wire.ts';
import type { PartnerRole } from './partner-roles.ts';
import { caseLoader, debtsElsewhereLoader, listTeams, type Team, teamLoader } from './store/cases.ts';
import { caseloadLoader, clientLoader, householdLoader } from './store/clients.ts';
import { linkedPartnersLoader, listPartners, type Organisation, partnerLoader } from './store/partners.ts';
import type { CaseworkTables } from './store/tables.ts';

/** What the resolvers of one call work with. */
export interface CaseworkContext {
  /** The calendar date in the Netherlands, ISO 8601. */
  today: string;
  notDelivered: readonly NotDelivered[];
  load: ReturnType<typeof loaders>;
  listTeams(): Promise<readonly Team[]>;
  /** Those that take part, of one role if given. */
  listPartners(role?: PartnerRole): Promise<readonly Organisation[]>;
}

const dutchDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });

function loaders(database: Kysely<CaseworkTables>) {
  return {
    client: clientLoader(database),
    household: householdLoader(database),
    caseload: caseloadLoader(database),
    caseOf: caseLoader(database),
    team: teamLoader(database),
    debtsElsewhere: debtsElsewhereLoader(database),
    partner: partnerLoader(database),
    linkedPartners: linkedPartnersLoader(database),
  };
}

/** The context of one call: loaders that live as long as it, and the date on which it was made. */
export function createContext(request: ServedRequest<CaseworkTables>, now: () => Date): CaseworkContext {
  const { database, organisations, notDelivered } = request;
  const oins = organisations.map(({ oin }) => oin);
  return {
    today: dutchDate.format(now()),
    notDelivered,
    load: loaders(database),
    listTeams: () => listTeams(database),
    listPartners: (role) => listPartners(database, oins, role),
  };
}
