import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OrganisationAnswer, type Relay, startRelay } from '../support/relay.ts';
import { createWorld, type World } from '../support/world.ts';
import { act, askAbout, askedOf, idOf, refusals, team, unknownId } from './ask-about.ts';

let relay: Relay;
let world: World;
beforeAll(async () => {
  world = await createWorld({
    organisation: async (organisation) => {
      if (organisation.role !== 'casework') return organisation;
      relay = await startRelay(organisation.url);
      return { ...organisation, url: relay.url };
    },
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await relay[Symbol.asyncDispose]();
});
beforeEach(() => {
  world.forget();
});
afterEach(() => {
  relay.behave({});
});

/** Another team's client, and ids that nobody has or can have. */
const strangers: readonly [string, string][] = [
  ['a client of another team', idOf('yvonne')],
  ["another team's client's child", idOf('isa')],
  ['an id that nobody has', unknownId],
  ['an id of no form', "1' or '1'='1"],
  ['the empty text', ''],
  ['a text with a NUL', `${idOf('peter').slice(0, 9)}\0`],
  ['an own client, with a space', `${idOf('peter')} `],
  ['an own client, in another writing', idOf('peter').toUpperCase().replaceAll('-', '')],
  ['a number', '7'],
  ['a name that objects have of themselves', '__proto__'],
  ['a surrogate', '\ud800'],
];

const dossiers =
  'name { full } birthDate household { id name { full } } case { status team { id } } partners { name } consents { id } workAndIncome { reference } wmo { reference } housing { reference } insurance { reference } cjib { reference } overview { totals { debts } missing { reason } }';
const queries: readonly [string, string][] = [
  ['client', `query ($id: ID!) { client(id: $id) { __typename ${dossiers} access { category allowed } } }`],
  ['clients', `query ($id: ID!) { clients(ids: [$id, "${idOf('ria')}", $id]) { ${dossiers} } }`],
  ['only a typename', 'query ($id: ID!) { client(id: $id) { __typename } clients(ids: [$id]) { __typename } }'],
  [
    'several aliases',
    'query ($id: ID!) { a: client(id: $id) { x: birthDate } b: client(id: $id) { x: __typename y: id } }',
  ],
];

describe('who is no client of the own team cannot be told from nobody', () => {
  test.each(queries)('by %s', async (_, query) => {
    const texts = new Map<string, string[]>();
    for (const [who, id] of strangers) {
      world.forget();
      const { text, status } = await world.ask(query, { variables: { id } });
      expect(status, who).toBe(200);
      expect(text, who).toContain('NO_CASE_RELATION');
      texts.set(text, [...(texts.get(text) ?? []), who]);
    }
    expect([...texts.values()]).toEqual([strangers.map(([who]) => who)]);
  });

  test('nor by who is asked: no partner, of no one of them', async () => {
    for (const [, id] of strangers) await world.ask(queries[0]?.[1] ?? '', { variables: { id } });
    expect(askedOf(world)).toEqual(['casework']);
  });

  test.each<[string, (answer: OrganisationAnswer) => OrganisationAnswer]>([
    ['an error below the client', (answer) => failed(answer, ['client', 'household'])],
    ['an error deep below the client', (answer) => failed(answer, ['client', 'case', 'team', 'id'])],
    ['garbage below the client', (answer) => changed(answer, { birthDate: 7, name: 'x', household: [{}] })],
  ])('nor by what casework gets wrong about them: %s', async (_, answer) => {
    relay.behave({ answer });
    const [, query = ''] = queries[0] ?? [];
    const texts = await Promise.all(strangers.map(([, id]) => world.ask(query, { variables: { id } })));
    expect(new Set(texts.map(({ text }) => text)).size).toBe(1);
  });

  test('by acts: what is refused is the same', async () => {
    const answers = await Promise.all(
      strangers.map(([, clientId]) => act(world, 'endCaseRelation', { clientId, reason: 'Hulp is afgerond' })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.act).toMatchObject({ id: null, userErrors: [{ code: 'CLIENT_UNKNOWN' }] });
  });
});

function failed(answer: OrganisationAnswer, path: string[]): OrganisationAnswer {
  if (!answer.data?.client) return answer;
  return { ...answer, errors: [{ message: 'secret', path, extensions: { code: 'BAD_USER_INPUT' } }] };
}

function changed(answer: OrganisationAnswer, fields: object): OrganisationAnswer {
  if (!answer.data?.client) return answer;
  return { ...answer, data: { ...answer.data, client: { ...answer.data.client, ...fields } } };
}

test("another team's caseload says only how many there are", async () => {
  const answer = await world.ask(
    '{ team(id: "team-assendorp") { name clients { id name { full } cjib { reference } } } }',
  );
  expect(answer.data).toEqual({
    team: { name: 'Sociaal wijkteam Assendorp', clients: Array.from({ length: 5 }, () => null) },
  });
  expect(refusals(answer)).toEqual(
    Array.from({ length: 5 }, (_, index) => `team.clients.${index} | NO_CASE_RELATION | ${team} | case`),
  );
  expect(answer.text).not.toContain('10000000-');
  expect(askedOf(world)).toEqual(['casework']);
});

describe('in the very next request', () => {
  const selection = 'name { full } housing { reference } insurance { reference }';
  const gone = [`client | NO_CASE_RELATION | ${team} | case`];

  test("a client who was handed over is the other team's, and no longer the own", async () => {
    expect(refusals(await askAbout(world, 'marleen', selection))).toEqual([]);
    expect(refusals(await askAbout(world, 'marleen', selection, { as: 'marijke' }))).toEqual(gone);
    const handed = await act(world, 'handOverCase', { clientId: idOf('marleen'), toTeam: 'team-assendorp' });
    expect(handed.act).toMatchObject({ id: expect.any(String), userErrors: [] });
    world.forget();
    const own = await askAbout(world, 'marleen', selection);
    expect([own.data, refusals(own), askedOf(world)]).toEqual([{ client: null }, gone, ['casework']]);
    const theirs = await askAbout(world, 'marleen', selection, { as: 'marijke' });
    expect(refusals(theirs)).toEqual([]);
    expect(theirs.data).toMatchObject({ client: { insurance: [{ reference: expect.any(String) }] } });
    const caseload = await world.ask('{ team(id: "team-assendorp") { clients { name { given } } } }', {
      as: 'marijke',
    });
    expect(caseload.errors).toBeUndefined();
    expect(JSON.stringify(caseload.data)).toContain('Marleen');
  });

  test('nobody sees a client whose relation ended, and the answer of the act shows nothing of them', async () => {
    expect(refusals(await askAbout(world, 'hakan', selection))).toEqual([]);
    const input = { clientId: idOf('hakan'), reason: 'Hulp is afgerond' };
    const ended = await act(world, 'endCaseRelation', input, { client: selection });
    expect(ended.data).toMatchObject({ act: { id: expect.any(String), client: null, userErrors: [] } });
    expect(refusals(ended)).toEqual([`act.client | NO_CASE_RELATION | ${team} | case`]);
    expect(ended.text).not.toContain('Demir');
    for (const as of ['sanne', 'bilal', 'joost', 'marijke']) {
      expect(refusals(await askAbout(world, 'hakan', selection, { as })), as).toEqual(gone);
    }
    expect(askedOf(world).filter((role) => role !== 'insurer')).toEqual(['casework']);
  });
});
