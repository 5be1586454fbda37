import { describe, expect, test } from 'vitest';
import { composeSupergraph, createFederation, type SubgraphDefinition } from '../support/federation.ts';
import type { Resolvers } from '../support/subgraph.ts';
import { accessBy, pseudonymAt, refusals } from './access-rules.ts';

const secret = 'secret of ann';

// The wijkteam's own subgraph with one client, whatever else a test adds.
const clientRoot = `
  type Query { client(id: ID!): Client @policy(policies: [["case"]]) }
  scalar Diagnosis @policy(policies: [["care"]])
  enum Stage @policy(policies: [["penal"]]) { EARLY LATE }
`;
const client: Resolvers = {
  Query: { client: (_, { id }) => ({ __typename: 'Client', id }) },
  Client: { __resolveReference: (reference) => reference },
};

function casework(fields: string, resolvers: Resolvers[string] = {}, more = ''): SubgraphDefinition {
  return {
    typeDefs: `${clientRoot} type Client @key(fields: "id") { id: ID! @policy(policies: [["case"]]) ${fields} } ${more}`,
    resolvers: { ...client, Client: { ...client.Client, ...resolvers } },
  };
}

function partner(fields: string, resolvers: Resolvers[string] = {}, more = ''): SubgraphDefinition {
  return {
    typeDefs: `type Client @key(fields: "id") { id: ID! @policy(policies: [["case"]]) ${fields} } ${more}`,
    resolvers: { Client: { __resolveReference: (reference) => reference, ...resolvers } },
  };
}

const ask = (selection: string) => ({ query: `{ client(id: "ann") { ${selection} } }` });

describe('a protected field that another is computed with', () => {
  const definitions = {
    casework: casework(
      'income: Int @external capacity: String @requires(fields: "income") @policy(policies: [["case", "income"]])',
      { capacity: ({ income }) => `of ${income}` },
    ),
    housing: partner('income: Int @policy(policies: [["income"]])', { income: () => 815 }),
  };

  test('is not fetched for it, and the computed field is there without it', async () => {
    await using federation = await createFederation(definitions, { access: accessBy({ clients: { ann: ['case'] } }) });
    const answer = await federation.ours(ask('capacity'));
    expect(answer.data).toEqual({ client: { capacity: 'of null' } });
    expect(federation.requests('housing')).toEqual([]);
    expect(JSON.stringify(federation.requests('casework'))).not.toContain('815');
    expect(answer.text).not.toContain('815');
  });

  test('is not let out through it when the computed field is denied', async () => {
    const access = accessBy({ clients: { ann: ['housing:income', 'case'] } });
    await using federation = await createFederation(
      {
        ...definitions,
        casework: casework(
          'income: Int @external capacity: String @requires(fields: "income") @policy(policies: [["debts", "income"]])',
          { capacity: ({ income }) => `of ${income}` },
        ),
      },
      { access },
    );
    const answer = await federation.ours(ask('capacity'));
    expect([answer.data, refusals(answer)]).toEqual([
      { client: { capacity: null } },
      ['NO_LEGAL_BASIS client.capacity'],
    ]);
  });

  test('must be named by the computed field, or the graph is not composed', () => {
    const open = casework('income: Int @external capacity: String @requires(fields: "income")').typeDefs;
    const housing = definitions.housing.typeDefs;
    expect(() =>
      composeSupergraph({
        casework: { typeDefs: open, url: 'http://a' },
        housing: { typeDefs: housing, url: 'http://b' },
      }),
    ).toThrow(/capacity.*does not specify necessary.*@policy/);
  });
});

describe('a directive on an implementation is not passed by through the interface', () => {
  const more = `
    interface Record { id: ID! text: String! }
    interface Dossier implements Record { id: ID! text: String! }
    type Letter implements Record & Dossier { id: ID! @policy(policies: [["case"]]) text: String! @policy(policies: [["care"]]) }
    type Fine implements Record & Dossier @policy(policies: [["penal"]]) { id: ID! text: String! }
    type Note implements Record { id: ID! @policy(policies: [["case"]]) text: String! @policy(policies: [["case"]]) }
  `;
  const records = () => [
    { __typename: 'Letter', id: 'l', text: `${secret} letter` },
    { __typename: 'Fine', id: 'f', text: `${secret} fine` },
  ];
  const fields = 'records: [Record!] @policy(policies: [["case"]]) dossiers: [Dossier!] @policy(policies: [["case"]])';
  const resolvers = { records, dossiers: records };

  test.each([
    ['an interface', 'records { text }'],
    ['an interface that implements another', 'dossiers { text }'],
    ['an interface within an interface', 'dossiers { ... on Record { text } }'],
    ['an interface as a fragment on an implementation', 'records { ... on Letter { ... on Record { text } } }'],
    ['nested fragments', 'records { ... on Record { ... on Dossier { ... { ... on Record { text } } } } }'],
    ['an alias', 'records { id: text text: id }'],
  ])('%s', async (_, selection) => {
    for (const [role, definitions] of Object.entries({
      casework: {
        casework: casework(fields, resolvers, more),
        housing: partner('n: Int @policy(policies: [["case"]])'),
      },
      housing: {
        casework: casework('n: Int @policy(policies: [["case"]])'),
        housing: partner(fields, resolvers, more),
      },
    })) {
      await using federation = await createFederation(definitions, {
        access: accessBy({ clients: { ann: ['case'], bob: ['case', 'care', 'penal'] } }),
      });
      const answer = await federation.ours(ask(selection));
      expect(answer.text, role).not.toContain(secret);
      expect(refusals(answer).length, answer.text).toBeGreaterThan(0);
      expect(JSON.stringify(federation.requests('housing'))).not.toMatch(/\btext\b/);
      const allowed = await federation.ours({ query: ask(selection).query.replace('ann', 'bob') });
      expect([allowed.errors, allowed.text], role).toEqual([undefined, expect.stringContaining(secret)]);
    }
  });

  test.each([
    ['an interface field', 'interface Record { text: String @policy(policies: [["care"]]) }'],
    ['an interface', 'interface Record @policy(policies: [["care"]]) { text: String }'],
  ])('the other way, on %s, is no graph: nobody can take it for a protection', (_, record) => {
    const typeDefs = casework(
      'records: [Record!]',
      {},
      `${record} type Letter implements Record { text: String }`,
    ).typeDefs;
    expect(() => composeSupergraph({ casework: { typeDefs, url: 'http://a' } })).toThrow(
      /cannot be applied on interfaces/,
    );
  });
});

describe('what a protected type is reached through', () => {
  const more = `
    union Finding = Letter | Fine
    type Letter @policy(policies: [["case"]]) { text: String! }
    type Fine @policy(policies: [["penal"]]) { text: String! other: [Fine!] }
  `;
  const fields = `
    findings: [Finding!] @policy(policies: [["case"]])
    fine: Fine @policy(policies: [["case"]])
    fines: [[Fine!]!] @policy(policies: [["case"]])
    diagnosis: Diagnosis @policy(policies: [["case"]])
    stages: [Stage!] @policy(policies: [["case"]])
  `;
  const fine = { __typename: 'Fine', text: secret, other: [] };
  const resolvers = {
    findings: () => [fine],
    fine: () => fine,
    fines: () => [[fine]],
    diagnosis: () => secret,
    stages: () => ['LATE'],
  };
  const leafTypes = `scalar Diagnosis @policy(policies: [["care"]]) enum Stage @policy(policies: [["penal"]]) { EARLY LATE }`;

  test.each([
    ['a union', 'findings { __typename ... on Fine { text } }'],
    ['a union, by type name only', 'findings { __typename }'],
    ['a union, from its other member', 'findings { ... on Letter { text } }'],
    ['a field without a directive of its own', 'fine { text }'],
    ['lists of lists', 'fines { text }'],
    ['a scalar', 'diagnosis'],
    ['an enum', 'stages'],
  ])('%s', async (_, selection) => {
    for (const definitions of [
      { casework: casework(fields, resolvers, more), housing: partner('n: Int @policy(policies: [["case"]])') },
      {
        casework: casework('n: Int @policy(policies: [["case"]])'),
        housing: partner(fields, resolvers, `${more} ${leafTypes}`),
      },
    ]) {
      await using federation = await createFederation(definitions, {
        access: accessBy({ clients: { ann: ['case'], bob: ['case', 'care', 'penal'] } }),
      });
      const answer = await federation.ours(ask(selection));
      expect(answer.text).not.toMatch(/secret|LATE|"Fine"/);
      expect(refusals(answer), answer.text).toEqual([`NO_LEGAL_BASIS client.${/^\w+/.exec(selection)?.[0]}`]);
      expect(federation.requests('housing')).toEqual([]);
      const allowed = await federation.ours({ query: ask(selection).query.replace('ann', 'bob') });
      expect(allowed.errors, allowed.text).toBeUndefined();
    }
  });
});

describe('`@policy` under another name', () => {
  const link = (use: string) => `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", ${use})`;
  test.each([
    ['renamed', 'import: ["@key", { name: "@policy", as: "@category" }]', '@category'],
    ['by its full name', 'import: ["@key"]', '@federation__policy'],
    ['in a namespace', 'as: "fed", import: ["@key"]', '@fed__policy'],
  ])('%s', async (_, use, name) => {
    const renamed = (text: string) => `${link(use)} ${text.replaceAll('@policy', name)}`;
    const own = casework('name: String @policy(policies: [["identity"]])', { name: () => secret });
    const theirs = partner('debts: [String!] @policy(policies: [["debts"]])', { debts: () => [secret] });
    await using federation = await createFederation(
      {
        casework: { ...own, typeDefs: renamed(own.typeDefs) },
        housing: { ...theirs, typeDefs: renamed(theirs.typeDefs) },
      },
      { access: accessBy({ clients: { ann: ['case'], bob: ['case', 'identity', 'debts'] } }) },
    );
    const answer = await federation.ours(ask('name debts'));
    expect([answer.data, refusals(answer)]).toEqual([
      { client: { name: null, debts: null } },
      ['NO_LEGAL_BASIS client.debts', 'NO_LEGAL_BASIS client.name'],
    ]);
    expect(federation.requests('housing')).toEqual([]);
    const allowed = await federation.ours({ query: '{ client(id: "bob") { name debts } }' });
    expect(allowed.data).toEqual({ client: { name: secret, debts: [secret] } });
    expect(federation.requests('housing')).toHaveLength(1);
  });
});

describe('a field that several subgraphs have is protected in all when it is in one', () => {
  test.each<[string, Record<string, SubgraphDefinition>]>([
    [
      '@shareable',
      {
        casework: casework('name: String @shareable', { name: () => secret }),
        housing: partner('name: String @shareable @policy(policies: [["identity"]])', { name: () => secret }),
      },
    ],
    [
      '@provides',
      {
        casework: casework(
          'friend: Friend @provides(fields: "name") @policy(policies: [["case"]])',
          { friend: () => ({ id: 'f', name: secret }) },
          'type Friend @key(fields: "id") { id: ID! @policy(policies: [["case"]]) name: String @external }',
        ),
        housing: partner(
          'n: Int @policy(policies: [["case"]])',
          {},
          'type Friend @key(fields: "id") { id: ID! name: String @shareable @policy(policies: [["identity"]]) }',
        ),
      },
    ],
    [
      '@override',
      {
        casework: casework('name: String @policy(policies: [["identity"]])', { name: () => secret }),
        housing: partner('name: String @override(from: "casework")', { name: () => secret }),
      },
    ],
  ])('%s', async (directive, definitions) => {
    await using federation = await createFederation(definitions, {
      access: accessBy({ clients: { ann: ['case'], bob: ['case', 'identity'] } }),
    });
    const [selection, path] = directive === '@provides' ? ['friend { name }', 'friend.name'] : ['name', 'name'];
    const answer = await federation.ours(ask(selection));
    expect(answer.text).not.toContain(secret);
    expect(refusals(answer)).toEqual([`NO_LEGAL_BASIS client.${path}`]);
    expect(federation.requests('housing')).toEqual([]);
    const allowed = await federation.ours({ query: `{ client(id: "bob") { ${selection} } }` });
    expect([allowed.errors, allowed.text]).toEqual([undefined, expect.stringContaining(secret)]);
  });

  test('@interfaceObject: what one subgraph adds to all implementations', async () => {
    const more = `
      interface Record @key(fields: "id") { id: ID! }
      type Letter implements Record @key(fields: "id") { id: ID! @policy(policies: [["case"]]) }
    `;
    await using federation = await createFederation(
      {
        casework: casework(
          'records: [Record!] @policy(policies: [["case"]])',
          { records: () => [{ __typename: 'Letter', id: 'l' }] },
          more,
        ),
        housing: partner(
          'n: Int @policy(policies: [["case"]])',
          {},
          'type Record @key(fields: "id") @interfaceObject { id: ID! mark: String @policy(policies: [["penal"]]) }',
        ),
      },
      { access: accessBy({ clients: { ann: ['case', 'penal'] }, aboutNobody: ['organisation', 'penal'] }) },
    );
    // Another subgraph's entity that is no client: whom it is about cannot be told there, so nobody is asked.
    const answer = await federation.ours(ask('records { mark ... on Letter { again: mark } }'));
    expect(answer.data).toEqual({ client: { records: [{ mark: null, again: null }] } });
    expect(federation.requests('housing')).toEqual([]);
  });
});

test('a pseudonym goes where the client id would', async () => {
  await using federation = await createFederation(
    {
      casework: casework(''),
      housing: partner('debts: [String!] @policy(policies: [["debts"]])', { debts: ({ id }) => [id] }),
    },
    { access: accessBy({ clients: { ann: ['case', 'debts'] } }) },
  );
  const answer = await federation.ours(ask('debts'));
  expect(answer.data).toEqual({ client: { debts: [pseudonymAt(1, 'ann')] } });
});
