import { describe, expect, test } from 'vitest';
import { createFederation, type SubgraphDefinition } from '../support/federation.ts';
import type { Resolvers } from '../support/subgraph.ts';
import { accessBy, pseudonymAt, refusals } from './access-rules.ts';

// Ann is helped by the caller's team; what is Bob's or Cor's is a secret. They are known, but nothing of theirs is allowed.
const secret = /Bob Geheim|Cor Geheim|secret/;
const clients = { ann: ['case', 'identity', 'household', 'debts', 'dossier'], bob: [], cor: ['housing:debts'] };
const people: Record<string, object> = {
  ann: { __typename: 'Client', id: 'ann', name: 'Ann' },
  bob: { __typename: 'Client', id: 'bob', name: 'Bob Geheim' },
  cor: { __typename: 'Client', id: 'cor', name: 'Cor Geheim' },
};

function casework(root: string, fields: string, more: string, resolvers: Resolvers): SubgraphDefinition {
  return {
    typeDefs: `
      type Query { client(id: ID!): Client @policy(policies: [["case"]]) ${root} }
      type Client implements Person & Named @key(fields: "id") {
        id: ID! @policy(policies: [["case"]])
        name: String @policy(policies: [["identity"]])
        ${fields}
      }
      interface Named { name: String }
      interface Person implements Named { id: ID! name: String }
      type Neighbour implements Person & Named { id: ID! name: String }
      union Party = Client | Neighbour
      ${more}
    `,
    resolvers: {
      ...resolvers,
      Query: { client: (_, { id }) => people[String(id)] ?? null, ...resolvers.Query },
      Client: { __resolveReference: ({ id }) => people[String(id)], ...resolvers.Client },
    },
  };
}

const housing: SubgraphDefinition = {
  typeDefs: `
    type Client @key(fields: "id") { id: ID! @policy(policies: [["case"]]) debts: [Debt!] @policy(policies: [["debts"]]) }
    type Debt @policy(policies: [["debts"]]) { cents: Int! }
  `,
  resolvers: { Client: { __resolveReference: (reference) => reference, debts: () => [{ cents: 1 }] } },
};

const access = accessBy({ clients });

describe('another person, from the wijkteam’s own subgraph', () => {
  const everyone = () => [people.bob, people.ann, people.cor];
  const definitions = {
    casework: casework(
      `person(id: ID!): Person @policy(policies: [["case"]])
       people: [Named!] @policy(policies: [["case"]])
       parties: [Party] @policy(policies: [["case"]])
       grid: [[Person]!] @policy(policies: [["case"]])
       search: Found @policy(policies: [["case"]])
       nameOf(id: ID!): String @policy(policies: [["identity"]])
       countOf: Int @policy(policies: [["debts"]])`,
      `relatives: [Person] @policy(policies: [["household"]])
       named: [Named] @policy(policies: [["household"]])
       parties: [Party] @policy(policies: [["household"]])
       household: [Client] @policy(policies: [["household"]])
       wrapped: Found @policy(policies: [["household"]])`,
      'type Found @policy(policies: [["case"]]) { first: Client people: [Person] all: [[Party]] }',
      {
        Query: {
          client: (_, { id }) => people[String(id)] ?? null,
          person: (_, { id }) => people[String(id)],
          people: everyone,
          parties: everyone,
          grid: () => [everyone(), everyone()],
          search: () => ({ first: people.bob, people: everyone(), all: [everyone()] }),
          nameOf: (_, { id }) => (people[String(id)] as { name: string }).name,
          countOf: () => 815,
        },
        Client: {
          relatives: everyone,
          named: everyone,
          parties: everyone,
          household: everyone,
          wrapped: () => ({ first: people.bob, people: everyone(), all: [everyone()] }),
        },
      },
    ),
    housing,
  };

  test.each([
    ['by id, as an interface', '{ person(id: "bob") { name } }'],
    ['in a list of an interface', '{ people { name } }'],
    ['by a fragment on an interface of the interface', '{ person(id: "bob") { ... on Named { name } } }'],
    ['in a list of a union', '{ parties { ... on Client { name debts { cents } } } }'],
    ['in lists of lists', '{ grid { name ... on Client { debts { cents } } } }'],
    ['below a type that is no person', '{ search { first { name } people { name } all { ... on Named { name } } } }'],
    ['as a relative, of an interface', '{ client(id: "ann") { relatives { name } } }'],
    ['as a relative, of an interface without an id', '{ client(id: "ann") { named { name } } }'],
    ['as a relative, of a union', '{ client(id: "ann") { parties { ... on Client { name } } } }'],
    [
      'as a relative, below a type that is no person',
      '{ client(id: "ann") { wrapped { people { name } all { ... on Person { name } } } } }',
    ],
    ['in a household', '{ client(id: "ann") { household { name household { name } } } }'],
    ['of whom a leaf of the root tells', '{ nameOf(id: "bob") countOf }'],
  ])('%s', async (_, query) => {
    await using federation = await createFederation(definitions, { access });
    const answer = await federation.ours({ query });
    expect(answer.text).not.toMatch(/Geheim|815/);
    expect(answer.errors?.length).toBeGreaterThan(0);
    expect(JSON.stringify(federation.requests('housing'))).not.toMatch(/p1-(bob|cor)/);
  });

  test('who may be seen is seen at those places', async () => {
    await using federation = await createFederation(definitions, { access });
    const query = `{
      person(id: "ann") { name }
      parties { ... on Client { name debts { cents } } }
      client(id: "ann") { relatives { id name ... on Client { debts { cents } } } }
    }`;
    const answer = await federation.ours({ query });
    const debts = [{ cents: 1 }];
    expect(answer.data).toEqual({
      person: { name: 'Ann' },
      parties: [null, { name: 'Ann', debts }, null],
      client: { relatives: [null, { id: 'ann', name: 'Ann', debts }, null] },
    });
  });
});

describe('a mutation', () => {
  const mutation = (payload: string) =>
    casework('', '', `type Mutation { act: Done! @policy(policies: [["case"]]) } type Done { ${payload} }`, {
      Mutation: {
        act: () => ({ client: people.bob, clients: [people.bob, people.ann], message: 'done', person: people.cor }),
      },
    });

  test('that returns another’s client shows nobody', async () => {
    await using federation = await createFederation(
      { casework: mutation('client: Client clients: [Client] person: Person message: String'), housing },
      { access },
    );
    const answer = await federation.ours({
      query: 'mutation { act { message client { id name debts { cents } } clients { name } person { name } } }',
    });
    expect(answer.text).not.toMatch(secret);
    expect(answer.data).toEqual({
      act: { message: 'done', client: null, clients: [null, { name: 'Ann' }], person: null },
    });
    expect(federation.requests('housing')).toEqual([]);
  });

  test('is not done without a purpose', async () => {
    await using federation = await createFederation(
      { casework: mutation('message: String'), housing },
      { access: accessBy({ clients, general: false }) },
    );
    const answer = await federation.ours({ query: 'mutation { act { message } }' });
    expect(refusals(answer)).toEqual(['NO_PURPOSE act']);
    expect(federation.calls()).toEqual({ casework: 0, housing: 0 });
  });
});

describe('another person, below a dossier that a partner returns', () => {
  const withTenants = (tenant: (id: string) => object | null): SubgraphDefinition => ({
    typeDefs: `
      type Client @key(fields: "id") {
        id: ID! @policy(policies: [["case"]])
        dossiers: [Dossier!] @policy(policies: [["dossier"]])
        debts: [String!] @policy(policies: [["debts"]])
      }
      type Dossier { tenant: Client @policy(policies: [["dossier"]]) party: Party @policy(policies: [["dossier"]]) }
      union Party = Client | Company
      type Company { seat: String @policy(policies: [["dossier"]]) }
    `,
    resolvers: {
      Client: {
        __resolveReference: (reference) => reference,
        dossiers: ({ id }) => [{ tenant: tenant(String(id)), party: { __typename: 'Client', ...tenant(String(id)) } }],
        debts: ({ id }) => [`secret debt of ${id}`],
      },
    },
  });
  const client = casework('', '', '', {});

  test.each([
    ['with an unknown pseudonym', 'p1-nobody'],
    ['with a client’s own id', 'bob'],
    ['with the pseudonym of someone of whom nothing may be seen', pseudonymAt(1, 'bob')],
  ])('%s', async (_, id) => {
    await using federation = await createFederation(
      {
        casework: { ...client, typeDefs: client.typeDefs.replaceAll('Party', 'Side') },
        housing: withTenants(() => ({ id })),
      },
      { access },
    );
    for (const selection of [
      'tenant { debts }',
      'tenant { id debts }',
      'tenant { id name }',
      'tenant { name }',
      'party { ... on Client { debts } }',
      'tenant { dossiers { tenant { debts } } }',
    ]) {
      federation.forget();
      const answer = await federation.ours({ query: `{ client(id: "ann") { dossiers { ${selection} } } }` });
      expect(answer.text, selection).not.toMatch(/secret|Geheim/);
      expect(JSON.stringify(federation.requests('casework').slice(1)), selection).not.toMatch(/"(bob|p1-nobody)"/);
    }
  });

  test('is not shown with what may be seen of whose dossier it is', async () => {
    await using federation = await createFederation(
      {
        casework: { ...client, typeDefs: client.typeDefs.replaceAll('Party', 'Side') },
        housing: withTenants((id) => ({
          id: id === pseudonymAt(1, 'ann') ? pseudonymAt(1, 'bob') : pseudonymAt(1, 'ann'),
        })),
      },
      { access },
    );
    const answer = await federation.ours({
      query:
        '{ a: client(id: "ann") { dossiers { tenant { debts } } } b: client(id: "bob") { dossiers { tenant { debts } } } }',
    });
    expect(answer.text).not.toMatch(/secret debt of p1-bob/);
  });
});

describe('what tells that there is someone', () => {
  const failing = casework(
    'clients(ids: [ID!]!): [Client]! @policy(policies: [["case"]])',
    'mood: Mood @policy(policies: [["case"]])',
    'enum Mood { WELL }',
    {
      Query: {
        client: (_, { id }) => people[String(id)] ?? null,
        clients: (_, { ids }) => (ids as string[]).map((id) => people[id] ?? null),
      },
      Client: {
        name: ({ id, name }) => {
          if (id === 'bob') throw new Error('secret of Bob Geheim');
          return name;
        },
      },
    },
  );
  const ids = ['bob', 'nobody', '', 'p1-bob', '__proto__', ' bob', '🙂'];

  test.each([
    '{ client(id: $id) { name } }',
    '{ client(id: $id) { id mood debts { cents } } }',
    '{ client(id: $id) { __typename } }',
    '{ a: client(id: $id) { __typename } b: client(id: $id) { name household: __typename } }',
    '{ clients(ids: [$id, $id]) { __typename name } }',
  ])('is the same for another’s client, an unknown id and a malformed one: %s', async (selection) => {
    await using federation = await createFederation({ casework: failing, housing }, { access });
    const answers = new Set<string>();
    for (const id of ids) {
      federation.forget();
      const { text } = await federation.ours({ query: `query ($id: ID!) ${selection}`, variables: { id } });
      answers.add(text);
      expect(federation.calls()).toEqual({ casework: 1, housing: 0 });
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toContain('NO_CASE_RELATION');
  });
});
