import fc from 'fast-check';
import { type GraphQLSchema, printSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFederationGateway } from '../../gateway/federation-gateway.ts';
import { loadSupergraph } from '../../gateway/plan/load-supergraph.ts';
import { type Answer, ask, startServer } from '../support/federation.ts';
import { anyDecisions, anyQuery, composeWholeGraph } from './whole-graph/any-request.ts';
import { clientIds, organisations, taggedValues } from './whole-graph/anyones-records.ts';
import { faultsOf, mayTell } from './whole-graph/check-calls.ts';
import { accessOf, type Decisions } from './whole-graph/decisions.ts';
import { answerFromOneDatabase } from './whole-graph/one-database.ts';
import { OrganisationsInMemory } from './whole-graph/organisations-in-memory.ts';

let schema: GraphQLSchema;
let apiText: string;
let partners: OrganisationsInMemory;
let decisions: Decisions;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  const sdl = composeWholeGraph();
  schema = loadSupergraph(sdl).apiSchema;
  apiText = printSchema(schema);
  partners = new OrganisationsInMemory();
  const access = () => accessOf(decisions);
  server = await startServer(createFederationGateway({ supergraph: { sdl }, organisations, access, caller: partners }));
});

afterAll(() => server.stop());

test('nothing goes beyond what is allowed, and what is allowed is there', async () => {
  await fc.assert(
    fc.asyncProperty(anyQuery(apiText), anyDecisions, fc.constantFrom(...clientIds), async (query, decided, id) => {
      decisions = decided;
      partners.people = decided.people;
      partners.calls.length = 0;
      partners.complaints.length = 0;
      const operation = { query, variables: { id } };
      const [answer, expected] = [
        await ask(server, operation),
        await answerFromOneDatabase(schema, decided, operation),
      ];
      // Every subgraph validates: a variable that nothing uses would be a complaint.
      expect(partners.complaints).toEqual([]);
      expect(partners.calls.flatMap((call) => faultsOf(call, decided))).toEqual([]);
      const told = taggedValues(answer.text);
      expect(told.filter(({ type, field, subject, oin }) => !mayTell(decided, type, field, subject, oin))).toEqual([]);
      expect(answer.data).toEqual(expected.data);
      expectRefusals(answer, expected.denied);
      // One call an organisation and fetch; a fetch has its own name.
      const fetches = partners.calls.map(({ oin, operationName }) => `${oin} ${operationName}`);
      expect(new Set(fetches).size, fetches.join()).toBe(fetches.length);
    }),
    { numRuns: 80, interruptAfterTimeLimit: 25_000 },
  );
}, 60_000);

// Each refusal is told, there or above; and nothing else is.
function expectRefusals({ errors = [] }: Answer, denied: readonly (readonly (string | number)[])[]): void {
  const codes = new Set(errors.map(({ extensions }) => extensions?.code));
  codes.delete('NO_LEGAL_BASIS');
  codes.delete('NO_PURPOSE');
  expect([...codes]).toEqual([]);
  const told = errors.map(({ path = [] }) => JSON.stringify(path));
  for (const path of denied) {
    const above = path.map((_, length) => JSON.stringify(path.slice(0, length + 1)));
    expect(
      above.some((one) => told.includes(one)),
      `${JSON.stringify(path)} is told in ${told}`,
    ).toBe(true);
  }
}
