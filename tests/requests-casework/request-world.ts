import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { subgraphs } from '../../subgraphs/all.ts';
import { type OrganisationName, oins } from '../../subgraphs/casebook/people.ts';
import { partnersOverHttp } from '../../subgraphs/casework/links/partners-over-http.ts';
import type { PerformPartnerAct } from '../../subgraphs/casework/requests/ask-for-act.ts';
import type { DeliverySettings } from '../../subgraphs/casework/requests/delivery-settings.ts';
import { createCasework } from '../../subgraphs/casework/service.ts';
import type { Fault } from '../../subgraphs/kit/errors.ts';
import type { PartnerAct } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import type { ActAnswer } from '../../subgraphs/kit/requests/wire/answer-wire.ts';
import type { RunningSubgraph } from '../../subgraphs/kit/service.ts';
import type { CallActor } from '../../subgraphs/kit/wire.ts';
import { allOrganisations, pseudonymOf } from '../casework/casework-world.ts';
import { activity, actorNamed, type StoreAnswer } from '../consent-store/store-world.ts';
import { createDatabase } from '../support/database.ts';
import { postSigned, testCaseworkKeys, testGatewayKeys } from '../support/sign-test-call.ts';

/** What becomes of a call on its way: `pass` brings it to the real organisation, as often as it is called. */
export type Network = (call: { oin: string; act: PartnerAct; pass(): Promise<ActAnswer> }) => Promise<ActAnswer>;

/** Casework and the real organisations on one database, with a network between them that a test can spoil. */
export interface RequestWorld extends AsyncDisposable {
  databaseUrl: string;
  /** What organisations were asked, before anything became of it on its way. */
  asked: { oin: string; act: PartnerAct }[];
  network(how: Network): void;
  ask(query: string, variables?: object, as?: string | CallActor, purpose?: string | null): Promise<StoreAnswer>;
  /** Does an act; its payload with what `selection` names. A key is made where the input has none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into payloads of many shapes
  act(name: string, input: object, options?: ActOptions): Promise<any>;
  /** Runs SQL as the owner of the database. */
  sql(text: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  setNow(instant: string): void;
  /** From here on time goes by. */
  letTimePass(): void;
  /** The statements that casework ran for its callers since it was last asked. */
  statements(): readonly string[];
  /** Ends casework at once: what it was doing is not finished. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface ActOptions {
  selection?: string;
  as?: string | CallActor;
  purpose?: string | null;
}

export const pass: Network = (call) => call.pass();
/** The call does not arrive. */
export const lost: Network = () => Promise.reject(new Error('it did not arrive'));
/** The call arrives, the answer does not. */
export const deaf: Network = async (call) => {
  await call.pass().catch(() => {});
  throw new Error('the answer did not arrive');
};
/** As `pass`, except where organisations are named. */
export const except =
  (others: Partial<Record<OrganisationName, Network>>): Network =>
  (call) => {
    const [, how = pass] = Object.entries(others).find(([name]) => oins[name as OrganisationName] === call.oin) ?? [];
    return how(call);
  };

/** What goes wrong in a casework that was not killed. */
const faultsUnless =
  (dead: AbortSignal) =>
  ({ name, frames }: Fault) =>
    dead.aborted || process.stderr.write(`casework: ${name}\n${frames}\n`);

/** Tests wait for nothing that they do not want to wait for. */
const patient: Partial<DeliverySettings> = {
  firstBackOffMs: 900_000,
  scanMs: null,
  refreshMs: null,
  closeWithinMs: 0,
};

/** The clock says 22 November 2026, 12:00 UTC, until a test moves it. */
export async function createRequestWorld(delivery: Partial<DeliverySettings> = {}): Promise<RequestWorld> {
  await using stack = new AsyncDisposableStack();
  const { url: databaseUrl } = stack.use(await createDatabase());
  let clock = () => new Date('2026-11-22T12:00:00Z');
  const common = { databaseUrl, organisations: allOrganisations, gatewayKeys: testGatewayKeys, now: () => clock() };
  const caseworkKeys = { jwks: testCaseworkKeys.published() };
  const running = new Map<string, RunningSubgraph>();
  for (const partner of subgraphs.filter(({ role }) => role !== 'casework')) {
    running.set(partner.role, await partner.start({ ...common, caseworkKeys }));
  }
  stack.defer(async () => void (await Promise.all([...running.values()].map((service) => service.close()))));
  const asked: RequestWorld['asked'] = [];
  let network = pass;
  const organisations = allOrganisations.map(({ oin, role }) => ({
    oin,
    url: `${running.get(role)?.url}/${oin}/graphql`,
  }));
  const direct = partnersOverHttp({ organisations, pseudonymOf, callKeys: testCaseworkKeys });
  const performAct: PerformPartnerAct = (oin, act, asking) => {
    asked.push({ oin, act });
    return network({ oin, act, pass: () => direct.performAct(oin, act, asking) });
  };
  const seen: string[] = [];
  let death = new AbortController();
  const start = async () => {
    death = new AbortController();
    const settings = { ...patient, ...delivery };
    const casework = createCasework({ now: () => clock(), partners: { ...direct, performAct }, delivery: settings });
    running.set(
      'casework',
      await casework.start({ ...common, onStatement: (text) => seen.push(text), onFault: faultsUnless(death.signal) }),
    );
  };
  await start();
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  stack.defer(() => owner.end());
  const held = stack.move();
  const ask: RequestWorld['ask'] = async (
    query,
    variables = {},
    as = 'sanne',
    purpose = activity('debt-assistance'),
  ) => {
    const act = typeof as === 'string' ? actorNamed(as) : as;
    const url = `${running.get('casework')?.url}/${oins.casework}/graphql`;
    const answered = postSigned(url, JSON.stringify({ query, variables }), { act, purpose }, death.signal);
    // The service answers JSON whatever is asked; the tests then look at what is in it.
    return (await (await answered).json()) as StoreAnswer;
  };
  return {
    databaseUrl,
    asked,
    ask,
    start,
    network: (how) => {
      network = how;
    },
    async act(name, input, { selection = 'request { id status version }', as, purpose } = {}) {
      const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) {
        client { id } oins ${selection} userErrors { code field } } }`;
      const answer = await ask(query, { input: { idempotencyKey: randomUUID(), ...input } }, as, purpose);
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
      return answer.data[name];
    },
    sql: async (text, parameters = []) => (await owner.query(text, [...parameters])).rows,
    setNow: (instant) => {
      clock = () => new Date(instant);
    },
    letTimePass: () => {
      const [from, since] = [clock().getTime(), performance.now()];
      clock = () => new Date(from + performance.now() - since);
    },
    statements: () => seen.splice(0),
    kill: async () => {
      death.abort();
      await running.get('casework')?.close();
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
