import { describe, expect, test } from 'vitest';
import { createFederation } from '../../support/federation.ts';
import { accessBy, oinAt, refusals } from '../access-rules.ts';
import { annsCopies, type Copy, copyingCasework } from './copying-casework.ts';

const ofCasework = ['case', 'identity', 'casework:debt-freezes'];
const ofHousing = ['housing:dossier', 'housing:debt-freezes'];
const ofCjib = ['cjib:penal', 'cjib:debt-freezes'];

async function ask(
  query: string,
  clients: Readonly<Record<string, readonly string[]>>,
  copies: readonly Copy[] = annsCopies,
  aboutNobody?: readonly string[],
) {
  const access = accessBy({ clients, ...(aboutNobody ? { aboutNobody } : {}) }, 2);
  await using federation = await createFederation(copyingCasework(copies), { access });
  const answer = await federation.ours({ query });
  const { data, text, errors } = answer;
  const calls = federation.calls();
  return { data, text, errors, refusals: refusals(answer), calls, asked: federation.requests('casework') };
}

const ids = '{ client(id: "ann") { copies { id } } }';

describe('a copy of an organisation’s data', () => {
  test('is shown where that organisation’s data is', async () => {
    const { data, errors } = await ask(ids, { ann: [...ofCasework, ...ofHousing, ...ofCjib] });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ client: { copies: [{ id: 'own' }, { id: 'of-housing' }, { id: 'of-cjib' }] } });
  });

  test('is null where it is not, with the reason at its place and whose it is', async () => {
    const { data, errors } = await ask(ids, { ann: [...ofCasework, ...ofHousing] });
    expect(data).toEqual({ client: { copies: [{ id: 'own' }, { id: 'of-housing' }, null] } });
    expect(errors).toMatchObject([
      {
        path: ['client', 'copies', 2],
        extensions: { code: 'NO_LEGAL_BASIS', category: 'penal', role: 'cjib', organisation: 'Organisatie cjib' },
      },
    ]);
  });

  test.each([
    ['that the organisation knows the client may not be shown', ['housing:debt-freezes'], 'dossier'],
    ['nothing but that may be shown', ['housing:dossier'], 'debt-freezes'],
    ['only the wijkteam’s own data may be shown', [], 'dossier'],
  ])('is null where %s', async (_, allowed, category) => {
    const { data, errors } = await ask(ids, { ann: [...ofCasework, ...allowed, ...ofCjib] });
    expect(data).toEqual({ client: { copies: [{ id: 'own' }, null, { id: 'of-cjib' }] } });
    expect(errors).toMatchObject([{ extensions: { category } }]);
  });

  test('is not asked for at all where the wijkteam’s own may not be', async () => {
    const { data, asked } = await ask(ids, { ann: ['case', ...ofHousing, ...ofCjib] });
    expect(data).toEqual({ client: { copies: null } });
    expect(asked.map(({ query }) => query).join()).not.toContain('text');
  });

  test('has each of its fields decided on as that organisation’s', async () => {
    const query = '{ client(id: "ann") { copies { contact { phone } } } }';
    const all = { ann: [...ofCasework, ...ofHousing, ...ofCjib, 'cjib:contact-persons', 'casework:contact-persons'] };
    const answer = await ask(query, all);
    expect(answer.data).toEqual({
      client: { copies: [{ contact: null }, { contact: null }, { contact: { phone: 'secret phone' } }] },
    });
    expect(answer.refusals).toEqual(['NO_LEGAL_BASIS client.copies.1.contact']);
  });

  test('that another client is named in shows nothing of that one, and is nothing of that one', async () => {
    const copies = [
      { id: 'one', clientId: 'ann', sourceOin: oinAt(1), about: 'bob' },
      { id: 'two', clientId: 'ann', sourceOin: oinAt(1), about: 'cor' },
    ];
    const query = '{ client(id: "ann") { copies { about { name copies { id } } } } }';
    const clients = { ann: [...ofCasework, ...ofHousing], bob: [], cor: ['case', 'identity'] };
    const answer = await ask(query, clients, copies);
    expect(answer.data).toEqual({
      client: { copies: [{ about: null }, { about: { name: 'Name of cor', copies: null } }] },
    });
  });

  test.each([
    ['does not take part', '00000099000000009999'],
    ['is no OIN', '__proto__'],
    ['is the gateway itself', ''],
    ['could not be read', 0],
  ])('whose organisation %s is shown to nobody', async (_, sourceOin) => {
    const copies = [{ id: 'secret', clientId: 'ann', sourceOin }];
    const clients = { ann: [...ofCasework, ...ofHousing, ...ofCjib] };
    for (const query of [ids, '{ copies { id } }', '{ things { ... on Copy { id } } }']) {
      const answer = await ask(query, clients, copies);
      expect(answer.text, query).not.toContain('secret');
      expect(answer.refusals.join(), query).toContain('NO_LEGAL_BASIS');
    }
  });
});

describe('what names a client, below no client', () => {
  const clients = { ann: [...ofCasework, ...ofHousing], bob: [], cor: ['case', 'casework:debt-freezes'] };
  const others = [
    { id: 'bob-own', clientId: 'bob' },
    { id: 'bob-housing', clientId: 'bob', sourceOin: oinAt(1) },
    { id: 'cor-own', clientId: 'cor' },
    { id: 'cor-housing', clientId: 'cor', sourceOin: oinAt(1) },
  ];

  test('is decided on for that client', async () => {
    const query =
      '{ copies { id } own: copy(id: "own") { id } bob: copy(id: "bob-own") { id } none: copy(id: "x") { id } }';
    const answer = await ask(query, clients, [...annsCopies, ...others]);
    expect(answer.data).toEqual({
      copies: [{ id: 'own' }, { id: 'of-housing' }, null, null, null, { id: 'cor-own' }, null],
      own: { id: 'own' },
      bob: null,
      none: null,
    });
    expect(answer.refusals).toEqual([
      'NO_CASE_RELATION bob',
      'NO_CASE_RELATION copies.3',
      'NO_CASE_RELATION copies.4',
      'NO_LEGAL_BASIS copies.2',
      'NO_LEGAL_BASIS copies.6',
    ]);
  });

  test('so is what it holds', async () => {
    const query = '{ ann: folder(id: "ann") { id copies { id } } bob: folder(id: "bob") { id copies { id } } }';
    const answer = await ask(query, clients, [...annsCopies, ...others]);
    expect(answer.data).toEqual({
      ann: { id: 'folder of ann', copies: [{ id: 'own' }, { id: 'of-housing' }, null] },
      bob: null,
    });
    expect(answer.refusals).toEqual(['NO_CASE_RELATION bob', 'NO_LEGAL_BASIS ann.copies.2']);
  });

  test('is decided on behind a union and an interface, whatever is asked of it', async () => {
    for (const below of ['... on Copy { id }', '... on Noted { text }', '__typename', '... on Note { id }']) {
      const answer = await ask(`{ things { ${below} } }`, clients, others);
      expect(answer.text, below).not.toMatch(/bob/);
      expect(
        (answer.data?.things as unknown[] | null)?.map((thing) => thing === null),
        below,
      ).toEqual([true, true, false, true]);
    }
  });

  test('is denied where it names nobody and is about persons, and is not where it is about none', async () => {
    const copies = [{ id: 'of-nobody', clientId: null }];
    const answer = await ask('{ received { id debt } }', clients, copies, ['organisation', 'requests']);
    expect(answer.data).toEqual({ received: [{ id: 'of-nobody', debt: null }] });
    expect(answer.refusals).toEqual(['NO_LEGAL_BASIS received.0.debt']);
  });
});

describe('what an act answers', () => {
  const clients = { ann: [...ofCasework, ...ofHousing], bob: [] };

  test('a copy in it is decided on as everywhere', async () => {
    const select = '{ client { name } copy { id text } oins userErrors { code } }';
    const query = `mutation { own: copyIt(id: "own") ${select} cjib: copyIt(id: "of-cjib") ${select} bob: copyIt(id: "bob") ${select} }`;
    const answer = await ask(query, clients, [...annsCopies, { id: 'bob', clientId: 'bob' }]);
    const told = { oins: [oinAt(1), oinAt(2)], userErrors: [] };
    expect(answer.data).toEqual({
      own: { client: { name: 'Name of ann' }, copy: { id: 'own', text: 'text own' }, ...told },
      cjib: { client: { name: 'Name of ann' }, copy: null, ...told },
      bob: { client: null, copy: null, ...told },
    });
    expect(answer.refusals).toEqual([
      'NO_CASE_RELATION bob.client',
      'NO_CASE_RELATION bob.copy',
      'NO_LEGAL_BASIS cjib.copy',
    ]);
  });

  test('one that was refused says why, and nothing is denied', async () => {
    const query = 'mutation { copyIt(id: "x") { client { name } copy { id } oins userErrors { code } } }';
    const answer = await ask(query, clients);
    expect(answer.data).toEqual({
      copyIt: { client: null, copy: null, oins: [], userErrors: [{ code: 'UNKNOWN_COPY' }] },
    });
    expect(answer.errors).toBeUndefined();
  });
});

describe('the marks by which the gateway tells whose something is', () => {
  const clients = { ann: [...ofCasework, ...ofHousing] };

  test('are no names that a caller can take, and no fields that a caller can ask', async () => {
    const query =
      '{ client(id: "ann") { copies { kl_source: id kl_subject: text clientId: id sourceOin: text kl_acted: __typename } } }';
    const answer = await ask(query, clients);
    const mine = (id: string) => ({
      kl_source: id,
      kl_subject: `text ${id}`,
      clientId: id,
      sourceOin: `text ${id}`,
      kl_acted: 'Copy',
    });
    expect(answer.data).toEqual({ client: { copies: [mine('own'), mine('of-housing'), null] } });
    for (const field of ['clientId', 'sourceOin', 'kl_source']) {
      const { errors } = await ask(`{ copies { ${field} } }`, clients);
      expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });

  test('are asked whatever else is, and not shown', async () => {
    for (const below of ['__typename', 'contact { phone }', 'id @include(if: false) text @skip(if: true) __typename']) {
      const { data, asked, text } = await ask(`{ client(id: "ann") { copies { ${below} } } }`, clients);
      expect(data).toMatchObject({ client: { copies: [{}, {}, null] } });
      expect(asked.map(({ query }) => query).join()).toMatch(/kl_subject: clientId\s+kl_source: sourceOin/);
      expect(text).not.toMatch(/kl_|00000099/);
    }
  });
});
