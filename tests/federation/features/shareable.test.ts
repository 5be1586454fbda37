import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** Value types and fields that two subgraphs resolve alike, each with something of its own. */
const subgraphs: Record<string, SubgraphDefinition> = {
  people: {
    typeDefs: `
      type Query { person: Person }
      type Person @key(fields: "id") { id: ID!  name: String @shareable  place: Place @shareable  age: Int }
      type Place @shareable { lat: Int!  lon: Int!  label: String }
    `,
    resolvers: {
      Query: { person: () => person },
      Person: { __resolveReference: () => person },
    },
  },
  maps: {
    typeDefs: `
      type Query { everyone: [Person!]! }
      type Person @key(fields: "id") { id: ID!  name: String @shareable  place: Place @shareable  distance: Int }
      type Place { lat: Int! @shareable  lon: Int! @shareable  zone: Zone }
      type Zone @shareable { code: String! }
    `,
    resolvers: {
      Query: { everyone: () => [mapped('1'), mapped('2')] },
      Person: { __resolveReference: ({ id }) => mapped(String(id)) },
    },
  },
};

const person = { id: '1', name: 'Alice', age: 40, place: { lat: 1, lon: 2, label: 'home' } };
const mapped = (id: string) => ({ id, name: 'Alice', distance: 12, place: { lat: 1, lon: 2, zone: { code: 'Z' } } });

const examples: Record<string, Example> = {
  'is taken from the subgraph that is asked anyhow': {
    query: '{ everyone { id name distance place { lat lon zone { code } } } }',
    data: {
      everyone: ['1', '2'].map((id) => ({
        id,
        name: 'Alice',
        distance: 12,
        place: { lat: 1, lon: 2, zone: { code: 'Z' } },
      })),
    },
    calls: { maps: 1 },
  },
  'is taken from the other when only that has what is asked': {
    query: '{ person { name age distance } }',
    data: { person: { name: 'Alice', age: 40, distance: 12 } },
    calls: { people: 1, maps: 1 },
  },
  'is made of the parts of both': {
    query: '{ person { place { lat label zone { code } lon } } }',
    data: { person: { place: { lat: 1, label: 'home', zone: { code: 'Z' }, lon: 2 } } },
    calls: { people: 1, maps: 1 },
  },
  'is a value type that another subgraph has too': {
    query: '{ person { place { lat lon } } everyone { place { lat lon } } }',
    data: {
      person: { place: { lat: 1, lon: 2 } },
      everyone: [{ place: { lat: 1, lon: 2 } }, { place: { lat: 1, lon: 2 } }],
    },
    calls: { people: 1, maps: 1 },
  },
  'stays when the other subgraph is down': {
    query: '{ person { name place { lat label zone { code } } } }',
    failing: { maps: 'down' },
    data: { person: { name: 'Alice', place: { lat: 1, label: 'home', zone: null } } },
    errors: { 'person.place.zone': 'PARTNER_UNAVAILABLE' },
  },
};

describeFeature('a shareable field', subgraphs, examples);
