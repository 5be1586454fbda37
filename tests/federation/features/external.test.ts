import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** `visits` names fields of the registry as external: for a requirement, for a path it provides, by the type. */
const subgraphs: Record<string, SubgraphDefinition> = {
  registry: {
    typeDefs: `
      type Query { person(id: ID!): Person }
      type Person @key(fields: "id") @key(fields: "email") { id: ID!  email: String!  name: String  home: Home @shareable }
      type Home { street: String @shareable  number: Int }
    `,
    resolvers: {
      Query: { person: (_, { id }) => person(String(id)) },
      Person: { __resolveReference: ({ id, email }) => person(String(id ?? String(email)[0])) },
    },
  },
  visits: {
    typeDefs: `
      type Query { visits: [Visit!]! }
      type Visit { to: Person!  by: Person @provides(fields: "home { street }") }
      type Person @key(fields: "email") {
        email: String!  name: String @external  home: Home @external  greeting: String @requires(fields: "name")
      }
      type Home @external { street: String }
    `,
    resolvers: {
      Query: {
        visits: () => [{ to: { email: '1@example.nl' }, by: { email: '2@example.nl', home: { street: 'copied' } } }],
      },
      Person: { greeting: ({ name }) => `Dear ${name}` },
    },
  },
};

const person = (id: string) => ({
  id,
  email: `${id}@example.nl`,
  name: `person ${id}`,
  home: { street: 'Kade', number: 7 },
});

const examples: Record<string, Example> = {
  'beside a key: the subgraph has the key itself': {
    query: '{ visits { to { email } } }',
    data: { visits: [{ to: { email: '1@example.nl' } }] },
    calls: { visits: 1 },
  },
  'that is required: its owner gives it': {
    query: '{ visits { to { greeting name } } person(id: "3") { greeting } }',
    data: { visits: [{ to: { greeting: 'Dear person 1', name: 'person 1' } }], person: { greeting: 'Dear person 3' } },
  },
  'that is not provided here: its owner gives it': {
    query: '{ visits { to { home { street } } } }',
    data: { visits: [{ to: { home: { street: 'Kade' } } }] },
    calls: { visits: 1, registry: 1 },
  },
  'that is provided here': {
    query: '{ visits { by { home { street } } } }',
    data: { visits: [{ by: { home: { street: 'copied' } } }] },
    calls: { visits: 1 },
  },
  'whose owner is down': {
    query: '{ visits { to { email name home { number } } by { home { street } } } }',
    failing: { registry: 'status 500' },
    data: { visits: [{ to: { email: '1@example.nl', name: null, home: null }, by: { home: { street: 'copied' } } }] },
    errors: { 'visits.0.to.name': 'PARTNER_UNAVAILABLE', 'visits.0.to.home': 'PARTNER_UNAVAILABLE' },
  },
};

describeFeature('an external field', subgraphs, examples);
