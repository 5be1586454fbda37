import { expect, test } from 'vitest';
import { cannedRole } from '../../bench/canned/canned-role.ts';
import { dossierFields, dossierSelection } from '../../bench/client-view.ts';

test('a canned role answers for each client that is asked, in their order and under any alias', async () => {
  const housing = cannedRole('housing');
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Client { kl_subject: id housing { reference } } } }`;
  const representations = ['one', 'two'].map((id) => ({ __typename: 'Client', id }));
  const [first, second] = JSON.parse(await housing({ query, variables: { representations } })).data._entities;
  expect([first.kl_subject, second.kl_subject]).toEqual(['one', 'two']);
  expect(second.housing).toEqual([{ reference: 'housing-2026-0001' }]);
});

test('groups of clients in one call are answered each under its own name', async () => {
  const query = `query ($a: [_Any!]!, $b: [_Any!]!) {
    e0: _entities(representations: $a) { ... on Client { id } }
    e1: _entities(representations: $b) { ... on Client { id cjib { reference } } } }`;
  const of = (id: string) => [{ __typename: 'Client', id }];
  const { data } = JSON.parse(await cannedRole('cjib')({ query, variables: { a: of('one'), b: of('two') } }));
  expect(data).toEqual({ e0: [{ id: 'one' }], e1: [{ id: 'two', cjib: [{ reference: 'cjib-2026-0001' }] }] });
});

test('casework tells of one client by id, and of many in the order asked', async () => {
  const casework = cannedRole('casework');
  const one = await casework({ query: 'query ($id: ID!) { client(id: $id) { id } }', variables: { id: 'one' } });
  expect(JSON.parse(one)).toEqual({ data: { client: { id: 'one' } } });
  const many = { query: 'query ($ids: [ID!]!) { clients(ids: $ids) { id } }', variables: { ids: ['two', 'one'] } };
  expect(JSON.parse(await casework(many))).toEqual({ data: { clients: [{ id: 'two' }, { id: 'one' }] } });
});

test('every role answers all that the measured operation asks of it', async () => {
  for (const role of Object.keys(dossierFields) as (keyof typeof dossierFields)[]) {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Client { ${dossierSelection(role)} } } }`;
    const answer = await cannedRole(role)({ query, variables: { r: [{ __typename: 'Client', id: 'one' }] } });
    expect(JSON.parse(answer).data._entities[0][dossierFields[role].field]).toHaveLength(1);
  }
});

test('what is not canned is an error, not a hole in an answer', async () => {
  await expect(cannedRole('casework')({ query: '{ nobody }' })).rejects.toThrow('not canned');
});
