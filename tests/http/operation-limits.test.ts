import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationLimits } from '../../gateway/http/operation-limits.ts';
import { operationLimitsSetting } from '../../gateway/http/operation-limits-setting.ts';
import { type Answer, createFederation, type Federation } from '../support/federation.ts';

let federation: Federation;

beforeAll(async () => {
  const person = (id: unknown) => ({ id: id ?? 'p1', others: [], best: null });
  const definitions = {
    people: {
      typeDefs: `
        type Query { person(id: ID): Person }
        type Mutation { rename(id: ID): Person }
        type Person @key(fields: "id") { id: ID!  best: Person  others: [Person!]! }
      `,
      resolvers: {
        Query: { person: (_: unknown, { id }: { id?: unknown }) => person(id) },
        Mutation: { rename: (_: unknown, { id }: { id?: unknown }) => person(id) },
      },
    },
  };
  federation = await createFederation(definitions, { limits: {} });
});

afterAll(() => federation[Symbol.asyncDispose]());

const refused = ({ data, errors = [] }: Answer) => [
  data ?? null,
  errors.map(({ message, extensions }) => `${String(extensions?.code)} ${message}`).join(),
];
const tooComplex = (what: string) => [
  null,
  `OPERATION_TOO_COMPLEX The ${what === '10000 tokens' ? 'document' : 'operation'} has more than ${what}: ask for less at once.`,
];
const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(' ');
const nested = (count: number, field: string, end: string) =>
  `${`${field} { `.repeat(count)}${end}${' }'.repeat(count)}`;

/** What is just taken, and what is one more. */
const rows: [string, (count: number) => string, number][] = [
  [
    'fields below each other',
    (count) => `{ ${nested(count - 1, 'person', 'id').replaceAll('{ person', '{ best')} }`,
    25,
  ],
  ['root fields', (count) => `{ ${times(count, (at) => `p${at}: person { id }`)} }`, 50],
  [
    'root fields',
    (count) => `{ ...R ...R } fragment R on Query { ${times(count / 2, (at) => `p${at}: person { id }`)} }`,
    50,
  ],
  ['acts', (count) => `mutation { ${times(count, (at) => `p${at}: rename { id }`)} }`, 10],
  [
    'acts',
    (count) =>
      `mutation { ...A ... { ...A } } fragment A on Mutation { ${times(count / 2, (at) => `p${at}: rename { id }`)} }`,
    10,
  ],
  ['aliases', (count) => `{ person { ${times(count, (at) => `p${at}: id`)} } }`, 500],
  [
    'selections',
    (count) => {
      const wide = `{ ${times(50, (at) => `p${at}: person { ...F }`)} }`;
      return `${'{ ... '.repeat(count - 2500)}${wide}${' }'.repeat(count - 2500)} fragment F on Person { ${nested(23, '... { best', '... { id }')}${' }'.repeat(23)} }`;
    },
    2500,
  ],
];

describe('what asks too much at once is refused before a subgraph is asked', () => {
  test.each(rows)('%s: %#', async (what, query, limit) => {
    federation.forget();
    const one = query(limit).includes('...') ? 2 : 1;
    expect(refused(await federation.ours({ query: query(limit + one) }))).toEqual(tooComplex(`${limit} ${what}`));
    expect(federation.calls()).toEqual({ people: 0 });
    const { errors } = await federation.ours({ query: query(limit) });
    expect(errors ?? []).toEqual([]);
    expect(federation.calls()).toEqual({ people: 1 });
  });

  test('tokens', async () => {
    const { tokens } = operationLimits;
    const query = `{ person(id: "${'x '.repeat(tokens)}") { id } }`;
    expect(refused(await federation.ours({ query }))[1]).toBe('');
    const long = `{ ${'person '.repeat(tokens)} }`;
    expect(refused(await federation.ours({ query: long }))).toEqual(tooComplex('10000 tokens'));
  });

  test('objects, by what lists below lists may come to', async () => {
    const dear = tooComplex('100000 objects to bring, at five to a list');
    const lists = (count: number) => `{ person { ${nested(count, 'others', 'id')} } }`;
    expect(refused(await federation.ours({ query: lists(7) }))[1]).toBe('');
    expect(refused(await federation.ours({ query: lists(8) }))).toEqual(dear);
    const hidden = `{ person { ...F0 } } ${times(8, (at) => `fragment F${at} on Person { others { ...F${at + 1} } }`)} fragment F8 on Person { id }`;
    expect(refused(await federation.ours({ query: hidden }))).toEqual(dear);
  });
});

describe('a document that is made to keep the gateway busy is refused unread', () => {
  const selections = tooComplex('2500 selections');
  const depth = tooComplex('25 fields below each other');
  test.each<[string, string, unknown[]]>([
    [
      'fragments that double',
      `{ person { ...F0 } } ${times(60, (at) => `fragment F${at} on Person { ...F${at + 1} ...F${at + 1} }`)} fragment F60 on Person { id }`,
      selections,
    ],
    ['one field again and again', `{ person { ${'best { id } '.repeat(2400)} } }`, selections],
    [
      'the same in a fragment that nobody spreads',
      `{ person { id } } fragment F on Person { ${'best { id } '.repeat(2400)} }`,
      selections,
    ],
    [
      'the same in an operation that is not asked',
      `query A { person { id } } query B { person { ${'id '.repeat(9000)} } }`,
      selections,
    ],
    ['inline fragments below each other', `{ person { ${nested(1000, '...', 'id')} } }`, depth],
    [
      'a chain of fragments',
      `{ person { ...F0 } } ${times(1200, (at) => `fragment F${at} on Person { ...F${at + 1} }`)} fragment F1200 on Person { id }`,
      depth,
    ],
    ['fields that are not there', `{ ${'nothing { nothing } '.repeat(2000)} }`, selections],
  ])('%s', async (_name, query, expected) => {
    expect(
      refused(await federation.ours({ query, operationName: query.startsWith('query A') ? 'A' : undefined })),
    ).toEqual(expected);
  });

  test('fields of one name again and again, that stays within the limits', async () => {
    const query = `{ person { ${'best { id } '.repeat(1200)} } }`;
    const message = 'The operation asks fields of the same name too often: ask for less at once.';
    expect(refused(await federation.ours({ query }))).toEqual([null, `OPERATION_TOO_COMPLEX ${message}`]);
  });

  test('a fragment that spreads itself is named as that', async () => {
    const query = '{ person { ...F } } fragment F on Person { ...G } fragment G on Person { best { ...F } }';
    expect(refused(await federation.ours({ query }))[1]).toMatch(
      /^GRAPHQL_VALIDATION_FAILED Cannot spread fragment "F"/,
    );
  });
});

describe('the setting', () => {
  test('it changes the limits that it names', () => {
    expect(operationLimitsSetting.parse(' depth=30, acts=5,')).toEqual({ depth: 30, acts: 5 });
    expect(operationLimitsSetting.parse('')).toEqual({});
  });

  test.each(['depth', 'depth=0', 'depth=-1', 'depth=1e9', 'deep=3', 'toString=3', '__proto__=3'])(
    '%s is refused',
    (text) => {
      expect(operationLimitsSetting.safeParse(text).success).toBe(false);
    },
  );
});
