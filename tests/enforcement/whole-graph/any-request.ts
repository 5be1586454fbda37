import { composeServices } from '@apollo/composition';
import fc from 'fast-check';
import { parse, print, visit } from 'graphql';
import { categories } from '../../../schema/categories.ts';
import { randomOperation } from '../../federation/random-operation.ts';
import { caseworkOin, clientIds, organisations } from './anyones-records.ts';
import type { Decisions } from './decisions.ts';
import { schemaTexts } from './policies-as-written.ts';

/** The supergraph of all roles, as their schema files have it. */
export function composeWholeGraph(): string {
  const { supergraphSdl, errors } = composeServices(
    [...schemaTexts].map(([name, text]) => ({ name, url: 'memory:', typeDefs: parse(text) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

const choices = {
  'Query.client': ['(id: $id)', '(id: "client-two")', '(id: "nobody")'],
  'Query.clients': ['(ids: ["client-one", "client-three", "nobody"])', '(ids: [$id, $id])'],
  'Query.team': ['(id: "team-a")', '(id: "team-z")'],
  'Team.clients': [''],
  'Query.pauseButton': ['(id: $id)'],
  'Query.whoCanDecide': ['(topic: WAIVER, days: 30)'],
};

// What people ask most: everything about someone and the household.
const everything = `client(id: $id) {
  id name { full } household { id name { given } housing { debts { id } tenancy { rentCents } } }
  requests { id kind organisation { oin name contactPersons { name } } asked { until } contact { phone } }
  pauseButton { id parts { outcome organisation { name } contact { name } } }
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
// Where the wijkteam keeps something it is no dossier.
const kept = pairs.filter(
  (pair) => !/ (organisation|oversight|requests)$/.test(pair) && !pair.endsWith(`${caseworkOin} dossier`),
);
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
/** Any household, links and decisions. */
export const anyDecisions: fc.Arbitrary<Decisions> = fc.record({
  people: fc.record({
    households: perClient(clientIds),
    links: perClient(organisations.slice(1).map(({ oin }) => oin)),
  }),
  general: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
  allowed,
  aboutNobody: fc
    .subarray(organisations.flatMap(({ oin }) => [`${oin} contact-persons`, `${oin} oversight`, `${oin} requests`]))
    .map((list) => new Set(list)),
});

/** Any query of the graph, of `$id`, `$yes` and `$no`; or what people ask most. */
export function anyQuery(apiText: string): fc.Arbitrary<string> {
  const whole = `query Any($id: ID! = "client-one", $yes: Boolean! = true, $no: Boolean! = false) { ${everything} } ${dossier}`;
  const caseload = whole
    .replace('client(id: $id)', 'clients(ids: ["client-one", "client-two", $id, "client-three"])')
    .replace('= "client-one"', '= "client-four"');
  return fc.oneof(
    { arbitrary: randomOperation(apiText, choices).map(withFragments), weight: 3 },
    { arbitrary: fc.constantFrom(whole, caseload), weight: 1 },
  );
}
