import { expect, test } from 'vitest';
import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example, refused } from './feature.ts';

/** What callers may not see is still a key, a requirement, or a member of what they do see. */
const subgraphs: Record<string, SubgraphDefinition> = {
  people: {
    typeDefs: `
      type Query {
        person: Person  hidden: Int @inaccessible  states: [State]!  beings: [Being]!  found: [Found]!
        echo(text: String, secret: String @inaccessible): String  keep(find: Find): String  inState(state: State = AWAY): String
      }
      interface Being { id: ID!  secretName: String @inaccessible }
      type Person implements Being @key(fields: "number") {
        id: ID!  number: ID! @inaccessible  secretName: String @inaccessible  income: Int @inaccessible  state: State  spy: Spy @inaccessible
      }
      type Dog implements Being { id: ID!  secretName: String @inaccessible }
      type Spy implements Being @inaccessible { id: ID!  secretName: String }
      union Found = Dog | Spy
      enum State { HERE AWAY HIDDEN @inaccessible }
      input Find { text: String  deep: Boolean = true @inaccessible }
    `,
    resolvers: {
      Query: {
        person: () => ({ id: '1', number: 'n1', income: 30, state: 'HIDDEN' }),
        states: () => ['HERE', 'HIDDEN', 'AWAY'],
        beings: () => [
          { __typename: 'Dog', id: 'd' },
          { __typename: 'Spy', id: 's' },
        ],
        found: () => [
          { __typename: 'Spy', id: 's' },
          { __typename: 'Dog', id: 'd' },
        ],
        echo: (_, args) => JSON.stringify(args),
        keep: (_, { find }) => JSON.stringify(find),
        inState: (_, { state }) => String(state),
      },
    },
  },
  money: {
    typeDefs: `
      type Person @key(fields: "number") { number: ID!  income: Int @external  tax: Int @requires(fields: "income") }
    `,
    resolvers: { Person: { tax: ({ income, number }) => (number === 'n1' ? Number(income) / 10 : null) } },
  },
};

const invalid = 'PARTNER_INVALID_RESPONSE';

const examples: Record<string, Example> = {
  'serves as key and requirement, and is not shown': {
    query: '{ person { id tax } }',
    data: { person: { id: '1', tax: 3 } },
    calls: { people: 1, money: 1 },
  },
  'as the value of an enum becomes null, with an error': {
    query: '{ person { id state } states }',
    data: { person: { id: '1', state: null }, states: ['HERE', null, 'AWAY'] },
    errors: { 'person.state': invalid, 'states.1': invalid },
  },
  'as the type of an element is not shown': {
    query: '{ beings { __typename id } found { __typename ... on Dog { id } } }',
    data: { beings: [{ __typename: 'Dog', id: 'd' }, null], found: [null, { __typename: 'Dog', id: 'd' }] },
    errors: { 'beings.1': invalid, 'found.0': invalid },
  },
  'as part of an input has its default in the subgraph': {
    query: '{ echo(text: "a") keep(find: { text: "b" }) }',
    data: { echo: '{"text":"a"}', keep: '{"text":"b","deep":true}' },
  },
  'as a value of an enum leaves the others to be given': {
    query: 'query ($state: State) { inState  a: inState(state: HERE)  b: inState(state: $state) }',
    variables: { state: 'HERE' },
    data: { inState: 'AWAY', a: 'HERE', b: 'HERE' },
  },
  'cannot be given: a value of an enum': refused('{ inState(state: HIDDEN) }'),
  'cannot be asked: a field': refused('{ person { income } }'),
  'cannot be asked: a field of the root': refused('{ hidden }'),
  'cannot be asked: a field of an interface': refused('{ beings { secretName } }'),
  'cannot be asked: a type': refused('{ beings { ... on Spy { id } } }'),
  'cannot be given: an argument': refused('{ echo(secret: "x") }'),
  'cannot be given: a field of an input': refused('{ keep(find: { deep: false }) }'),
};

describeFeature('what is inaccessible', subgraphs, examples, (federation) => {
  test('cannot be given in a variable either, and nobody is asked', async () => {
    federation().forget();
    const query = 'query ($state: State, $find: Find) { inState(state: $state) keep(find: $find) }';
    for (const variables of [{ state: 'HIDDEN' }, { find: { deep: true } }]) {
      const { data, errors } = await federation().ours({ query, variables });
      expect(data).toBeUndefined();
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
    }
    expect(federation().calls()).toEqual({ people: 0, money: 0 });
  });

  test('is not in the schema that callers see, nor in a hint of an error', async () => {
    const { text } = await federation().ours({
      query:
        '{ __schema { types { name fields { name args { name } } inputFields { name } enumValues { name } possibleTypes { name } } } }',
    });
    for (const name of ['Dog', 'Being', 'AWAY']) expect(text).toContain(`"${name}"`);
    for (const name of ['Spy', 'HIDDEN', 'income', 'secretName', 'secret', 'deep', 'hidden', 'number']) {
      expect(text).not.toContain(`"${name}"`);
    }
    const { errors } = await federation().ours({ query: '{ person { incom } }' });
    expect(JSON.stringify(errors)).not.toContain('income');
  });
});
