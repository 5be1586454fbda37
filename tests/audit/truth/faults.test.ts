import fc from 'fast-check';
import { printSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogEntry } from '../../../gateway/audit/record/log-record.ts';
import { loadRegister } from '../../../gateway/consent/load-register.ts';
import { AuditUnavailableError } from '../../../gateway/errors.ts';
import { createFederationGateway } from '../../../gateway/federation-gateway.ts';
import type { PartnerCaller } from '../../../gateway/partners/partner-call.ts';
import { loadSupergraph } from '../../../gateway/plan/load-supergraph.ts';
import { accessBy } from '../../enforcement/access-rules.ts';
import { anyDecisions, anyQuery, composeWholeGraph } from '../../enforcement/whole-graph/any-request.ts';
import { clientIds, organisations } from '../../enforcement/whole-graph/anyones-records.ts';
import { askedOfEntities } from '../../enforcement/whole-graph/check-calls.ts';
import type { Decisions } from '../../enforcement/whole-graph/decisions.ts';
import { OrganisationsInMemory } from '../../enforcement/whole-graph/organisations-in-memory.ts';
import { ask, composeSupergraph, organisationOf, startServer } from '../../support/federation.ts';
import { logNameOf } from './recorded.ts';
import { recordedAccessOf } from './recorded-decisions.ts';

const fault = new Error('a fault of the gateway itself');

let apiText: string;
let partners: OrganisationsInMemory;
let server: Awaited<ReturnType<typeof startServer>>;
let decisions: Decisions;
/** The call that fails as nothing should, counted from 1. */
let failing: number;
let isWriting: boolean;
let appended: readonly LogEntry[][];

beforeAll(async () => {
  const sdl = composeWholeGraph();
  apiText = printSchema(loadSupergraph(sdl).apiSchema);
  partners = new OrganisationsInMemory();
  const caller: PartnerCaller = {
    call: async (call) => {
      const answer = partners.call(call);
      if (partners.calls.length === failing) throw fault;
      // Others take their time: they are under way when one fails.
      await new Promise((resolve) => setImmediate(resolve));
      return answer;
    },
    close: async () => {},
  };
  const audit = {
    release: async () => ({ released: true }) as const,
    append: async (entries: readonly LogEntry[]) => {
      if (!isWriting) throw new AuditUnavailableError('away');
      appended = [...appended, [...entries]];
    },
    pseudonymOf: logNameOf,
    register: loadRegister('schema/processing-register.yaml'),
  };
  const access = () => recordedAccessOf(decisions);
  server = await startServer(createFederationGateway({ supergraph: { sdl }, organisations, access, caller, audit }));
});

afterAll(() => server.stop());

test('a fault of the gateway shows nothing, and whoever was asked about anyone is in the log all the same', async () => {
  let faults = 0;
  await fc.assert(
    fc.asyncProperty(anyQuery(apiText), anyDecisions, fc.integer({ min: 1, max: 8 }), async (query, decided, at) => {
      decisions = decided;
      partners.people = decided.people;
      partners.calls.length = 0;
      [failing, isWriting, appended] = [at, true, []];
      const answer = await ask(server, { query, variables: { id: 'client-one' } });
      if (partners.calls.length < at) return;
      faults += 1;
      expect(answer.data ?? null).toBeNull();
      for (const id of clientIds) expect(answer.text).not.toContain(id);
      const [entries = [], ...more] = appended;
      expect(more).toEqual([]);
      expect(entries[0]).toMatchObject({ kind: 'request', status: 'Error' });
      expect(entries.flatMap(({ released, fields }) => [...released, ...(fields ? [fields] : [])])).toEqual([]);
      const told = new Set(entries.map(({ organisation, subject }) => `${organisation} ${subject}`));
      const asked = partners.calls.flatMap((call) =>
        askedOfEntities(call).flatMap(({ subject }) => (subject == null ? [] : [`${call.oin} ${logNameOf(subject)}`])),
      );
      expect(asked.filter((each) => !told.has(each))).toEqual([]);
    }),
    { numRuns: 60, interruptAfterTimeLimit: 20_000 },
  );
  expect(faults).toBeGreaterThan(5);
}, 60_000);

test('a fault that cannot be recorded shows nothing either', async () => {
  decisions = { people: { households: {}, links: {} }, general: true, allowed: new Set(), aboutNobody: new Set() };
  partners.calls.length = 0;
  [failing, isWriting, appended] = [1, false, []];
  const { data, errors } = await ask(server, { query: '{ client(id: "client-one") { id } }' });
  expect([data ?? null, errors?.map(({ extensions }) => extensions?.code)]).toEqual([null, ['AUDIT_UNAVAILABLE']]);
});

const asPolicy = '@policy(policies: [["case"]])';
const client = `type Client @key(fields: "id") { id: ID! ${asPolicy}`;
const sdlOfFour = composeSupergraph({
  casework: { url: 'http://casework', typeDefs: `type Query { client: Client ${asPolicy} } ${client} }` },
  housing: { url: 'http://housing', typeDefs: `${client} rent: Int ${asPolicy} }` },
  wmo: { url: 'http://wmo', typeDefs: `${client} need: Int ${asPolicy} }` },
  insurer: {
    url: 'http://insurer',
    typeDefs: `${client} need: Int @external cover: Int @requires(fields: "need") ${asPolicy} }`,
  },
});

test('what goes on elsewhere when the gateway fails is waited for, and recorded too', async () => {
  const called: string[] = [];
  const caller: PartnerCaller = {
    call: async ({ organisation: { role } }) => {
      called.push(role);
      if (role === 'housing') throw fault;
      if (role === 'casework')
        return {
          kind: 'answered',
          data: { client: { id: 'ann', kl_subject: 'ann', __typename: 'Client' } },
          errors: [],
        };
      return { kind: 'answered', data: { _entities: [{ need: 1, cover: 1 }] }, errors: [] };
    },
    close: async () => {},
  };
  const recorded: LogEntry[] = [];
  const audit = {
    release: async () => ({ released: true }) as const,
    append: async (entries: readonly LogEntry[]) => {
      recorded.push(...entries);
    },
    pseudonymOf: (id: string) => `log of ${id}`,
    register: loadRegister('schema/processing-register.yaml'),
  };
  const four = ['casework', 'housing', 'wmo', 'insurer'].map((role, at) => organisationOf(role, at, `http://${role}`));
  const access = accessBy({ clients: { ann: ['case'] } }, 3);
  const failingServer = await startServer(
    createFederationGateway({ supergraph: { sdl: sdlOfFour }, organisations: four, access, caller, audit }),
  );
  const { data } = await ask(failingServer, { query: '{ client { rent cover } }' });
  await failingServer.stop();
  expect(data ?? null).toBeNull();
  expect(called).toContain('insurer');
  const told = recorded.filter(({ subject }) => subject === 'log of ann').map(({ source }) => source);
  expect(told.sort()).toEqual([...called].sort());
});
