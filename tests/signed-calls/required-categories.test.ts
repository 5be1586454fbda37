import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { callScope, enforceGrants } from '../../subgraphs/kit/enforce-grants.ts';
import { requiredCategories } from '../../subgraphs/kit/required-categories.ts';
import { verifiedCall } from '../../subgraphs/kit/verified-call.ts';

const link = (imports = '"@key", "@policy"') =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`;

const sdl = `${link()}
  type Client @key(fields: "id") { id: ID! @policy(policies: [["identity"]]) files: [File!] @policy(policies: [["dossier"]])
    partner: Client @policy(policies: [["household"]]) number: Number @policy(policies: [["debts"]])
    any: Any @policy(policies: [["case"]]) }
  interface Paper { text: String note: String }
  type File implements Paper @policy(policies: [["penal"]]) { text: String @policy(policies: [["debts"], ["case"]]) note: String
    page: Page }
  type Page @policy(policies: [["tenancy"]]) { size: Int }
  union Any = File | Page
  scalar Number @policy(policies: [["insurance"]])
  extend type Page { title: String @policy(policies: [["identity"]]) }`;

const of = (coordinate: string) => requiredCategories(parse(sdl)).get(coordinate)?.categories.toSorted();

test('all categories that apply are needed: of the field, its type, and what it leads to', () => {
  expect(of('File.text')).toEqual(['case', 'debts', 'penal']);
  expect(of('File.note')).toEqual(['penal']);
  expect(of('File.page')).toEqual(['penal', 'tenancy']);
  expect(of('Page.size')).toEqual(['tenancy']);
  expect(of('Page.title')).toEqual(['identity', 'tenancy']);
  expect(of('Client.files')).toEqual(['dossier', 'penal']);
  expect(of('Client.number')).toEqual(['debts', 'insurance']);
  expect(of('Client.any')).toEqual(['case', 'penal', 'tenancy']);
});

test('a field that nothing can grant, and a @policy under another name, are refused before anything is served', () => {
  const open = `${link()} type Client @key(fields: "id") { id: ID! @policy(policies: [["identity"]]) open: String }`;
  expect(() => requiredCategories(parse(open))).toThrow('Client.open');
  const renamed = `${link('"@key", {name: "@policy", as: "@p"}')} type Client @key(fields: "id") { id: ID! @p(policies: [["identity"]]) }`;
  expect(() => requiredCategories(parse(renamed))).toThrow('another name');
});

test('somebody reached through a client is another person, of whom nothing was granted', async () => {
  const read: string[] = [];
  const seen = (name: string) => () => {
    read.push(name);
    return null;
  };
  const resolvers = {
    Client: { partner: () => ({ id: 'B' }), files: seen('files'), number: seen('number') },
  };
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
  enforceGrants(schema, requiredCategories(parse(sdl)));
  const everything = ['identity', 'household', 'dossier', 'debts', 'insurance', 'penal', 'tenancy', 'case'];
  const call = verifiedCall({
    iss: '',
    aud: '',
    jti: '',
    iat: 0,
    exp: 0,
    act: { role: 'professional', organisation: '' },
    purpose: null,
    activity: null,
    grants: [{ subjects: ['A', 'B'], categories: everything, basis: [] }],
    categories: everything,
    digest: '',
  });
  const document = parse(`{ _entities(representations: [{ __typename: "Client", id: "A" }]) { ... on Client { id number
    partner { __typename id number } alias: partner { files { page { size } } } } } }`);
  const { data, errors } = await execute({ schema, document, rootValue: callScope(call) });
  expect(read).toEqual(['number']);
  expect(data).toMatchObject({ _entities: [{ id: 'A', partner: null, alias: { files: null } }] });
  expect(errors?.map(({ path }) => path?.join('.'))).toEqual(
    expect.arrayContaining(['_entities.0.partner.id', '_entities.0.alias.files']),
  );
});
