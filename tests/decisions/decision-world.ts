import { randomUUID } from 'node:crypto';
import { oins } from '../../subgraphs/casebook/people.ts';
import { partnersOverHttp } from '../../subgraphs/casework/links/partners-over-http.ts';
import { requestHandling } from '../../subgraphs/casework/requests/ask-for-act.ts';
import type { RecordState, WireReceivedRequest } from '../../subgraphs/kit/requests/wire/answer-wire.ts';
import { allOrganisations, pseudonymOf } from '../casework/casework-world.ts';
import { clientId, createStoreWorld, type StoreWorld } from '../consent-store/store-world.ts';
import { testCaseworkKeys } from '../support/sign-test-call.ts';
import { type ScriptedPartners, startScriptedPartners } from './scripted-partner.ts';

/** Casework, with organisations that answer as a test says. */
export interface DecisionWorld extends StoreWorld {
  partners: ScriptedPartners;
}

export async function createDecisionWorld(): Promise<DecisionWorld> {
  await using stack = new AsyncDisposableStack();
  const partners = stack.use(await startScriptedPartners());
  const organisations = allOrganisations.map(({ oin }) => ({
    oin,
    url: `${partners.url}/${oin}/graphql`,
    timeoutMs: 1_000,
  }));
  const asked = partnersOverHttp({ organisations, pseudonymOf, callKeys: testCaseworkKeys });
  const world = stack.use(await createStoreWorld({ partners: asked }));
  const held = stack.move();
  return { ...world, partners, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** A decision as a contact person sends it: its payload. */
export async function decide(world: StoreWorld, name: string, input: object, options: Options = {}) {
  const { as = 'wendy', purpose = requestHandling } = options;
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) {
    clientId oin request { id status version } userErrors { code field } } }`;
  const variables = { input: { idempotencyKey: randomUUID(), requestId: ids.freeze, version: 1, ...input } };
  const { data, errors } = await world.ask(query, variables, as, purpose);
  if (errors) throw new Error(JSON.stringify(errors));
  return data[name];
}

interface Options {
  as?: string;
  purpose?: string | null;
}

export const ids = { freeze: '60000000-0000-4000-8000-000000000001', unknown: '60000000-0000-4000-8000-000000000009' };

/** The payload of a decision that was not taken. */
export const refused = (...codes: string[]) => ({
  clientId: null,
  oin: null,
  request: null,
  userErrors: codes.map((each) => {
    const [code, field] = each.split(' ');
    return { code, field: field ?? null };
  }),
});

const contact = { id: 'VO-M1', name: 'Wendy Kuipers', phone: '030 000 41 01', email: 'w@vo.example', hours: 'ma 9–12' };

/** A freeze as an organisation says that it stands. */
export function freezeState(changes: Partial<RecordState> = {}): RecordState {
  return {
    kind: 'DEBT_FREEZE',
    id: ids.freeze,
    version: 2,
    status: 'ACTIVE',
    reason: 'Akkoord',
    automatic: false,
    contact,
    terms: { from: '2026-11-21', until: '2027-01-31', debtIds: ['VO-D1'], conditions: ['Huur op tijd'] },
    ...changes,
  } as RecordState;
}

/** A request as De Vechtoever shows it to its contact person. */
export function received(changes: Partial<WireReceivedRequest> = {}): WireReceivedRequest {
  return {
    state: freezeState(),
    pseudonym: pseudonymOf(oins.vechtoever, clientId('natasja')),
    dossier: 'VO-1',
    outstandingCents: 123_400,
    askedBecause: 'Ontruiming dreigt',
    askedAt: '2026-11-21T12:00:00.000Z',
    pause: false,
    assignedTo: { id: 'VO-M1', name: 'Wendy Kuipers', isMe: true },
    withinMyMandate: true,
    ...changes,
  };
}

/** What casework asked of De Vechtoever, stored as its own transaction would. */
export async function storeRequest({ sql }: StoreWorld, id = ids.freeze): Promise<void> {
  await sql(
    `insert into casework.requests values ($1, $2, $3, 'DEBT_FREEZE', null, 'p', '[]', true, '{}', 'waarom', null, 'x',
      'professional', 'team-ondiep', '2026-11-21T12:00:00Z')`,
    [id, clientId('natasja'), oins.vechtoever],
  );
}

export const stateOf = async ({ sql }: StoreWorld, id = ids.freeze) =>
  (await sql('select status, version from casework.request_states where request_id = $1', [id]))[0];
