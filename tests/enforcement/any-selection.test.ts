import { composeServices } from '@apollo/composition';
import fc from 'fast-check';
import { type GraphQLSchema, parse, print, printSchema, visit } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFederationGateway } from '../../gateway/federation-gateway.ts';
import { loadSupergraph } from '../../gateway/plan/load-supergraph.ts';
import { categories } from '../../schema/categories.ts';
import { randomOperation } from '../federation/random-operation.ts';
import { type Answer, ask, startServer } from '../support/federation.ts';
import { clientIds, organisations, taggedValues } from './whole-graph/anyones-records.ts';
import { faultsOf, mayTell } from './whole-graph/check-calls.ts';
import { accessOf, type Decisions } from './whole-graph/decisions.ts';
import { answerFromOneDatabase } from './whole-graph/one-database.ts';
import { OrganisationsInMemory } from './whole-graph/organisations-in-memory.ts';
import { schemaTexts } from './whole-graph/policies-as-written.ts';

const choices = {
  'Query.client': ['(id: $id)', '(id: "client-two")', '(id: "nobody")'],
  'Query.clients': ['(ids: ["client-one", "client-three", "nobody"])', '(ids: [$id, $id])'],
  'Query.team': ['(id: "team-a")', '(id: "team-z")'],
  'Team.clients': [''],
};

// What people ask most: everything about someone and the household.
const everything = `client(id: $id) {
  id name { full } household { id name { given } housing { debts { id } tenancy { rentCents } } }
  case { id team { name } } partners { oin name contactPersons { name deputy { name } } }
  overview { totals { outstandingCents } partners { oin name contactPersons { phone } } perPartner { partner { name } } }
  workAndIncome { organisation { name } benefits { amountCents } debts { id } }
  wmo { reference provisions { kind } contactPersons { name mandate { maxFreezeDays } } }
  housing { ...Dossier tenancy { monthsInArrears } eviction { stage @include(if: $yes) } }
  insurance { ...Dossier policy { premiumCents } monthsInArrears @skip(if: $no) }
  cjib { ...Dossier fines { originalCents } }
}`;
const dossier = `fragment Dossier on PartnerDossier {
  reference organisation { oin name contactPersons { name } } contactPersons { email }
  debts { id description surcharges { amountCents } } debtFreezes { from } paymentArrangements { id }
}`;

let schema: GraphQLSchema;
let apiText: string;
let partners: OrganisationsInMemory;
let decisions: Decisions;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  const { supergraphSdl: sdl = '', errors } = composeServices(
    [...schemaTexts].map(([name, text]) => ({ name, url: 'memory:', typeDefs: parse(text) })),
  );
  expect(errors).toBeUndefined();
  schema = loadSupergraph(sdl).apiSchema;
  apiText = printSchema(schema);
  partners = new OrganisationsInMemory();
  const access = () => accessOf(decisions);
  server = await startServer(createFederationGateway({ supergraph: { sdl }, organisations, access, caller: partners }));
});

afterAll(() => server.stop());

/** The random operation with a name, a variable, and its typed fragments as named ones. */
function withFragments(query: string): string {
  const fragments: string[] = [];
  const hoisted = visit(
    parse(query.replace('query (', `query Any(${query.includes('$id') ? '$id: ID! = "client-one", ' : ''}`)),
    {
      InlineFragment: {
        leave(node) {
          if (!node.typeCondition || fragments.length > 20) return undefined;
          const name = `Part${fragments.length}`;
          fragments.push(`fragment ${name} on ${node.typeCondition.name.value} ${print(node.selectionSet)}`);
          return { kind: 'FragmentSpread', name: { kind: 'Name', value: name }, directives: node.directives } as never;
        },
      },
    },
  );
  return `${print(hoisted)}\n${fragments.join('\n')}`;
}

const pairs = clientIds.flatMap((id) =>
  organisations.flatMap(({ oin }) => categories.map((category) => `${id} ${oin} ${category}`)),
);
const kept = pairs.filter((pair) => !/ (organisation|oversight)$/.test(pair));
const visibility = clientIds.map((id) => `${id} ${organisations[0]?.oin} case`);
const allowed = fc
  .record({
    some: fc.subarray(kept),
    visible: fc.subarray(visibility),
    mode: fc.constantFrom('some', 'all but some', 'all'),
  })
  .map(({ some, visible, mode }) => {
    const without = new Set(some);
    const list = mode === 'some' ? some : mode === 'all' ? kept : kept.filter((pair) => !without.has(pair));
    return new Set([...list, ...visible]);
  });
const perClient = (of: readonly string[]) =>
  fc.record(Object.fromEntries(clientIds.map((id) => [id, fc.subarray([...of])])));
const anyDecisions: fc.Arbitrary<Decisions> = fc.record({
  people: fc.record({
    households: perClient(clientIds),
    links: perClient(organisations.slice(1).map(({ oin }) => oin)),
  }),
  general: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
  allowed,
  aboutNobody: fc
    .subarray(organisations.flatMap(({ oin }) => [`${oin} contact-persons`, `${oin} oversight`]))
    .map((list) => new Set(list)),
});

function anyQuery(): fc.Arbitrary<string> {
  const whole = `query Any($id: ID! = "client-one", $yes: Boolean! = true, $no: Boolean! = false) { ${everything} } ${dossier}`;
  const caseload = whole
    .replace('client(id: $id)', 'clients(ids: ["client-one", "client-two", $id, "client-three"])')
    .replace('= "client-one"', '= "client-four"');
  return fc.oneof(
    { arbitrary: randomOperation(apiText, choices).map(withFragments), weight: 3 },
    { arbitrary: fc.constantFrom(whole, caseload), weight: 1 },
  );
}

test('nothing goes beyond what is allowed, and what is allowed is there', async () => {
  await fc.assert(
    fc.asyncProperty(anyQuery(), anyDecisions, fc.constantFrom(...clientIds), async (query, decided, id) => {
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
