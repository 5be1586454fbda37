import type { SubgraphDefinition } from '../../support/federation.ts';
import type { Resolve } from '../../support/subgraph.ts';
import { describeFeature, type Example } from './feature.ts';

const blurb: Resolve = ({ title }, { length }) => String(title).slice(0, Number(length));

/** `reviews` adds fields to every kind of media without knowing the kinds. */
const subgraphs: Record<string, SubgraphDefinition> = {
  media: {
    typeDefs: `
      type Query { media(id: ID!): Media  all: [Media!]!  books: [Book!]! }
      interface Media @key(fields: "id") { id: ID!  title: String  blurb(length: Int! = 1): String }
      type Book implements Media @key(fields: "id") { id: ID!  title: String  blurb(length: Int! = 1): String  pages: Int }
      type Film implements Media @key(fields: "id") { id: ID!  title: String  blurb(length: Int! = 1): String  minutes: Int }
    `,
    resolvers: {
      Query: { media: (_, { id }) => medium(id), all: () => ['b1', 'f1'].map(medium), books: () => [medium('b1')] },
      Media: {
        __resolveReference: ({ id }) => medium(id),
        __resolveType: (value) => ('pages' in value ? 'Book' : 'Film'),
      },
      Book: { __resolveReference: ({ id }) => medium(id), blurb },
      Film: { __resolveReference: ({ id }) => medium(id), blurb },
    },
  },
  reviews: {
    typeDefs: `
      type Query { best: Media  reviewed: [Media!]! }
      type Media @key(fields: "id") @interfaceObject {
        id: ID!  stars: Int!  reviews: [Review!]!  title: String @external  praise: String @requires(fields: "title")
        blurb(length: Int! = 1): String @external
        short: String @requires(fields: "blurb(length: 2)")  long(mark: String): String @requires(fields: "blurb(length: 4)")
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
        short: ({ blurb }) => `short ${blurb}`,
        long: ({ blurb }, { mark }) => `long ${blurb}${mark ?? ''}`,
      },
    },
  },
};

const medium = (id: unknown) =>
  id === 'gone' ? null : id === 'b1' ? { id, title: 'Book 1', pages: 100 } : { id, title: 'Film 1', minutes: 90 };

const unavailable = 'PARTNER_UNAVAILABLE';

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
  'requires a field with arguments, twice and beside the same field': {
    query:
      'query ($mark: String) { all { short long(mark: $mark) blurb } best { ... on Film { long blurb(length: 3) minutes } } }',
    variables: { mark: '!' },
    data: {
      all: [
        { short: 'short Bo', long: 'long Book!', blurb: 'B' },
        { short: 'short Fi', long: 'long Film!', blurb: 'F' },
      ],
      best: { long: 'long Film', blurb: 'Fil', minutes: 90 },
    },
    unlikeStock: 'stock mixes them up',
  },
  'requires a field of a subgraph that is down': {
    query: '{ reviewed { id stars praise } }',
    failing: { media: 'down' },
    data: {
      reviewed: [
        { id: 'b1', stars: 5, praise: 'lovely null' },
        { id: 'gone', stars: 3, praise: 'lovely null' },
        { id: 'f1', stars: 3, praise: 'lovely null' },
      ],
    },
    errors: { 'reviewed.0': unavailable, 'reviewed.1': unavailable, 'reviewed.2': unavailable },
    unlikeStock: 'stock computes nothing of what is not there',
  },
  'names what is missing of objects of which nobody told the type': {
    query: '{ reviewed { id title } best { __typename } a: best { id ... on Film { minutes } } }',
    failing: { media: 'down' },
    data: { reviewed: ['b1', 'gone', 'f1'].map((id) => ({ id, title: null })), best: null, a: { id: 'f1' } },
    errors: {
      'reviewed.0.title': unavailable,
      'reviewed.1.title': unavailable,
      'reviewed.2.title': unavailable,
      'best.__typename': unavailable,
      a: unavailable,
    },
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
