import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** `reviews` adds fields to every kind of media without knowing the kinds. */
const subgraphs: Record<string, SubgraphDefinition> = {
  media: {
    typeDefs: `
      type Query { media(id: ID!): Media  all: [Media!]!  books: [Book!]! }
      interface Media @key(fields: "id") { id: ID!  title: String }
      type Book implements Media @key(fields: "id") { id: ID!  title: String  pages: Int }
      type Film implements Media @key(fields: "id") { id: ID!  title: String  minutes: Int }
    `,
    resolvers: {
      Query: { media: (_, { id }) => medium(id), all: () => ['b1', 'f1'].map(medium), books: () => [medium('b1')] },
      Media: {
        __resolveReference: ({ id }) => medium(id),
        __resolveType: (value) => ('pages' in value ? 'Book' : 'Film'),
      },
      Book: { __resolveReference: ({ id }) => medium(id) },
      Film: { __resolveReference: ({ id }) => medium(id) },
    },
  },
  reviews: {
    typeDefs: `
      type Query { best: Media  reviewed: [Media!]! }
      type Media @key(fields: "id") @interfaceObject {
        id: ID!  stars: Int!  reviews: [Review!]!  title: String @external  praise: String @requires(fields: "title")
      }
      type Review { text: String!  media: Media! }
    `,
    resolvers: {
      Query: { best: () => ({ id: 'f1' }), reviewed: () => ['b1', 'gone', 'f1'].map((id) => ({ id })) },
      Media: {
        __resolveReference: (reference) => reference,
        stars: ({ id }) => (id === 'b1' ? 5 : 3),
        reviews: ({ id }) => [{ text: `about ${id}`, media: { id } }],
        praise: ({ title }) => `lovely ${title}`,
      },
    },
  },
};

const medium = (id: unknown) =>
  id === 'gone' ? null : id === 'b1' ? { id, title: 'Book 1', pages: 100 } : { id, title: 'Film 1', minutes: 90 };

const examples: Record<string, Example> = {
  'adds a field to every type of the interface': {
    query: '{ all { __typename id stars } books { pages stars } }',
    data: {
      all: [
        { __typename: 'Book', id: 'b1', stars: 5 },
        { __typename: 'Film', id: 'f1', stars: 3 },
      ],
      books: [{ pages: 100, stars: 5 }],
    },
  },
  'is asked by fragments on a type': {
    query: '{ all { ... on Book { title stars } ... on Film { minutes reviews { text } } } }',
    data: {
      all: [
        { title: 'Book 1', stars: 5 },
        { minutes: 90, reviews: [{ text: 'about f1' }] },
      ],
    },
  },
  'as the start does not need the types when none is asked': {
    query: '{ best { id stars } }',
    data: { best: { id: 'f1', stars: 3 } },
    calls: { reviews: 1 },
  },
  'as the start fetches its type': {
    query: '{ best { __typename stars } }',
    data: { best: { __typename: 'Film', stars: 3 } },
    calls: { reviews: 1, media: 1 },
  },
  'as the start fetches fields of the interface and of its types': {
    query: '{ best { title ... on Film { minutes stars } ... on Book { pages } } }',
    data: { best: { title: 'Film 1', minutes: 90, stars: 3 } },
  },
  'is reached again below itself': {
    query: '{ best { reviews { text media { __typename title stars } } } }',
    data: { best: { reviews: [{ text: 'about f1', media: { __typename: 'Film', title: 'Film 1', stars: 3 } }] } },
  },
  'requires a field of the interface': {
    query: '{ all { praise } best { praise } }',
    data: { all: [{ praise: 'lovely Book 1' }, { praise: 'lovely Film 1' }], best: { praise: 'lovely Film 1' } },
  },
  'leaves null what another subgraph does not know': {
    query: '{ reviewed { id title } }',
    data: {
      reviewed: [
        { id: 'b1', title: 'Book 1' },
        { id: 'gone', title: null },
        { id: 'f1', title: 'Film 1' },
      ],
    },
  },
  'names what is missing when it is down': {
    query: '{ media(id: "b1") { __typename title stars } }',
    failing: { reviews: 'down' },
    data: { media: null },
    errors: { 'media.stars': 'PARTNER_UNAVAILABLE' },
  },
};

describeFeature('an interface object', subgraphs, examples);
