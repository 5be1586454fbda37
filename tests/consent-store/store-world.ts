import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { developmentUsers } from '../../dev/users.ts';
import { oins, personByKey } from '../../subgraphs/casebook/people.ts';
import type { Partners } from '../../subgraphs/casework/links/partners-over-http.ts';
import { createCasework } from '../../subgraphs/casework/service.ts';
import type { CallActor } from '../../subgraphs/kit/wire.ts';
import { allOrganisations } from '../casework/casework-world.ts';
import { createDatabase } from '../support/database.ts';
import { postSigned, testGatewayKeys } from '../support/sign-test-call.ts';

export interface StoreAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  data?: any;
  errors?: readonly { message: string; path?: readonly (string | number)[]; extensions?: { code?: string } }[];
}

/** What casework stores, with a clock that stands still until a test moves it. */
export interface StoreWorld extends AsyncDisposable {
  databaseUrl: string;
  /** Asks on behalf of a development user, of anyone else, or (null) of nobody. */
  ask(query: string, variables?: object, as?: string | CallActor | null, purpose?: string | null): Promise<StoreAnswer>;
  /** Does an act; the payload with the ids and `userErrors`. A key is made where the input has none. */
  act(name: string, input: object, as?: string | CallActor, purpose?: string | null): Promise<Payload>;
  setNow(instant: string): void;
  /** Runs SQL as the owner of the database. */
  sql(text: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Everything that acts can change, as text. */
  everything(): Promise<string>;
  /** The statements that ran since it was last asked. */
  statements(): readonly string[];
}

export interface Payload {
  client: { id: string } | null;
  id: string | null;
  expiresAt?: string | null;
  outcome?: string | null;
  candidates?: { candidate: string; description: string }[];
  userErrors: { code: string; field: string | null; message: string; messageEn: string }[];
}

const payloads: Record<string, { input: string; id: string; more?: string }> = {
  recordConsent: { input: 'RecordConsentInput', id: 'consentId' },
  withdrawConsent: { input: 'WithdrawConsentInput', id: 'consentId' },
  handOverCase: { input: 'HandOverCaseInput', id: 'caseRelationId' },
  endCaseRelation: { input: 'EndCaseRelationInput', id: 'caseRelationId' },
  openEmergencyAccess: { input: 'OpenEmergencyAccessInput', id: 'emergencyAccessId', more: 'expiresAt' },
  closeEmergencyAccess: { input: 'CloseEmergencyAccessInput', id: 'emergencyAccessId' },
  reviewEmergencyAccess: { input: 'ReviewEmergencyAccessInput', id: 'emergencyAccessId' },
  linkClient: { input: 'LinkClientInput', id: 'linkRequestId', more: 'outcome candidates { candidate description }' },
  confirmLink: { input: 'ConfirmLinkInput', id: 'linkRequestId', more: 'outcome candidates { candidate description }' },
};

export const clientId = (person: string): string => personByKey(person).id;

/** An id that nobody has. */
export const nobody = '10000000-0000-4000-8000-000000099999';

/** Ids that no client of team Ondiep has: another team's, nobody's, and some that nobody can have. */
export const strangers = [clientId('herman'), nobody, 'no id', 'a\0b', '', `${clientId('peter')} `];

/** Who the gateway says asks. */
export function actorNamed(username: string): CallActor {
  const user = developmentUsers.find((candidate) => candidate.username === username);
  if (!user) throw new Error(`no development user ${username}`);
  return { role: user.role, organisation: user.organisation, sub: user.subject, name: user.name, team: user.team };
}

export const activity = (name: string): string => `urn:korte-lijnen:activity:${name}`;

/** A consent that may be recorded, for a client of team Ondiep. */
export const goodConsent = {
  clientId: clientId('peter'),
  activityId: activity('debt-assistance'),
  categories: ['penal', 'debts'],
  explicit: true,
  sourceRole: 'CJIB',
  howGiven: 'ORALLY',
  evidenceReference: 'gespreksverslag 21 november',
  noticeVersion: '2026-1',
  validUntil: '2027-05-21',
};

/** Connects as a database role. */
export async function connectAs(databaseUrl: string, role: string): Promise<pg.Client & AsyncDisposable> {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `-c role=${role}`);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

const changing = [
  'acts',
  'case_relations',
  'cases',
  'consent_events',
  'consents',
  'emergency_accesses',
  'emergency_closings',
  'emergency_reviews',
  'link_candidates',
  'link_confirmations',
  'link_requests',
  'links',
];

/** Starts casework on a database of its own that holds the casebook. Its clock says 21 November 2026, 12:00 UTC. */
export async function createStoreWorld(options: { partners?: Partners } = {}): Promise<StoreWorld> {
  await using stack = new AsyncDisposableStack();
  const { url: databaseUrl } = stack.use(await createDatabase());
  let now = new Date('2026-11-21T12:00:00Z');
  const seen: string[] = [];
  const service = await createCasework({ ...options, now: () => now }).start({
    databaseUrl,
    organisations: allOrganisations,
    gatewayKeys: testGatewayKeys,
    onStatement: (text) => seen.push(text),
  });
  stack.defer(() => service.close());
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  stack.defer(() => owner.end());
  const held = stack.move();

  const ask: StoreWorld['ask'] = async (query, variables = {}, as = 'sanne', purpose = activity('debt-assistance')) => {
    const actor = typeof as === 'string' ? actorNamed(as) : as;
    const act = actor ?? { role: 'professional', organisation: oins.casework };
    const url = `${service.url}/${oins.casework}/graphql`;
    const response = await postSigned(url, JSON.stringify({ query, variables }), { act, purpose });
    // The service answers JSON whatever is asked; the tests then look at what is in it.
    return (await response.json()) as StoreAnswer;
  };
  const sql: StoreWorld['sql'] = async (text, parameters = []) => (await owner.query(text, [...parameters])).rows;
  return {
    databaseUrl,
    ask,
    sql,
    async act(name, input, as, purpose) {
      const known = payloads[name];
      const query = `mutation ($input: ${known?.input}!) { ${name}(input: $input) {
        client { id } id: ${known?.id} ${known?.more ?? ''} userErrors { code field message messageEn } } }`;
      const answer = await ask(query, { input: { idempotencyKey: randomUUID(), ...input } }, as, purpose);
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
      return answer.data[name];
    },
    setNow: (instant) => {
      now = new Date(instant);
    },
    async everything() {
      const tables = [];
      for (const table of changing) tables.push(await sql(`select * from casework.${table} as t order by t::text`));
      return JSON.stringify(tables);
    },
    statements: () => seen.splice(0),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** The codes of a payload's errors, with their fields. */
export const refusals = ({ userErrors }: Payload): string[] => userErrors.map(({ code, field }) => `${code} ${field}`);
