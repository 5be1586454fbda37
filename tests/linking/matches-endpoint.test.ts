import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type CallFacts, createCallSigner } from '../../signed-calls/sign-call.ts';
import { identifiers } from '../../subgraphs/casebook/identifiers.ts';
import { type OrganisationName, oins } from '../../subgraphs/casebook/people.ts';
import { testCallActor, testCallKeys, testCaseworkKeys, testSigner } from '../support/sign-test-call.ts';
import { createWorld, type World } from '../support/world.ts';
import { clientId, rows } from './acts.ts';

const issuer = 'urn:korte-lijnen:casework';
const asCasework = createCallSigner(testCaseworkKeys, { issuer });
const pseudonym = 'a-pseudonym-of-the-tests-0001';
const categoryOf: Readonly<Record<string, string>> = { wmo: 'care', cjib: 'penal' };

const peter = {
  by: 'address',
  family: 'Post',
  birthDate: '1977-10-10',
  address: { postcode: '9999 XP', houseNumber: '16' },
};
const marleen = {
  by: 'address',
  family: 'Vos',
  birthDate: '1981-03-14',
  address: { postcode: '9999 XA', houseNumber: '1' },
};

const factsOf = (category: string): CallFacts => ({
  act: { role: 'professional', organisation: oins.casework },
  purpose: null,
  activity: null,
  grants: [{ subjects: [pseudonym, `${pseudonym}2`], categories: [category], basis: [] }],
  categories: [],
});

const addressOf = (world: World, organisation: OrganisationName) => {
  const { url = '', role = 'housing' } = world.organisations.find(({ oin }) => oin === oins[organisation]) ?? {};
  return { graphql: url, matches: new URL('matches', url).href, category: categoryOf[role] ?? 'dossier' };
};

async function post(url: string, body: string, token: string | null): Promise<{ status: number; text: string }> {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body,
  });
  return { status: response.status, text: await response.text() };
}

async function match(world: World, organisation: OrganisationName, question: object, facts: Partial<CallFacts> = {}) {
  const { matches, category } = addressOf(world, organisation);
  const body = JSON.stringify(question);
  const token = await asCasework({ oin: oins[organisation], body, ...factsOf(category), ...facts });
  const { status, text } = await post(matches, body, token);
  return { status, ...JSON.parse(text) };
}

test('without a token, or with one that the gateway signed, every organisation answers 401', async () => {
  await using world = await createWorld();
  const body = JSON.stringify({ pseudonym, attributes: peter });
  const partners = world.organisations.filter(({ role }) => role !== 'casework');
  for (const { oin, url, role } of partners) {
    const matches = new URL('matches', url).href;
    const facts = { oin, body, ...factsOf(categoryOf[role] ?? 'dossier') };
    const attempts = [
      null,
      await testSigner(facts),
      await createCallSigner(testCallKeys, { issuer })(facts),
      await createCallSigner(testCaseworkKeys)(facts),
      await asCasework({ ...facts, oin: '00000099000000009999' }),
      await asCasework({ ...facts, body: `${body} ` }),
    ];
    for (const token of attempts) {
      expect(await post(matches, body, token)).toEqual({
        status: 401,
        text: expect.stringContaining('UNAUTHENTICATED'),
      });
    }
    const good = await asCasework(facts);
    expect((await post(matches, body, good)).status).toBe(200);
    expect((await post(matches, body, good)).status).toBe(401);
  }
});

test("casework's calls are good for nothing else", async () => {
  await using world = await createWorld();
  const body = '{"query":"{ __typename }"}';
  for (const { oin, url } of world.organisations) {
    const facts = { oin, body, ...factsOf('dossier'), act: testCallActor };
    expect((await post(url, body, await asCasework(facts))).status).toBe(401);
    expect((await post(url, body, await testSigner(facts))).status).toBe(200);
  }
  const [casework] = world.organisations;
  const facts = { oin: oins.casework, body, ...factsOf('dossier') };
  const matches = new URL('matches', casework?.url).href;
  expect((await post(matches, body, await testSigner(facts))).status).toBe(401);
});

test('casework publishes the public parts of its keys', async () => {
  await using world = await createWorld();
  const response = await fetch(new URL('/.well-known/jwks.json', world.organisations[0]?.url));
  expect(await response.json()).toEqual(testCaseworkKeys.published());
  const { graphql } = addressOf(world, 'vechtoever');
  expect((await fetch(new URL('/.well-known/jwks.json', graphql))).status).toBe(401);
});

test('what is no question is refused, as is one without a basis or with a BSN for who may not have it', async () => {
  await using world = await createWorld();
  const { bsn = '' } = identifiers.get(clientId('peter')) ?? {};
  const byBsn = { by: 'bsn', bsn, birthDate: '1977-10-10' };
  const before = await rows(world, 'select * from housing.subjects order by oin, reference');
  for (const question of [
    {},
    { pseudonym },
    { pseudonym: '', attributes: peter },
    { pseudonym, attributes: { ...peter, bsn } },
    { pseudonym, attributes: { ...peter, family: 'x'.repeat(300) } },
    { pseudonym, attributes: { ...peter, birthDate: '1977' } },
    { pseudonym, attributes: peter, candidate: randomUUID() },
    { pseudonym, candidate: "' or 1=1" },
    { pseudonym, attributes: byBsn },
  ]) {
    expect((await match(world, 'vechtoever', question)).status).toBe(400);
  }
  expect((await match(world, 'vechtoever', { pseudonym, attributes: peter }, { grants: [] })).status).toBe(403);
  expect((await match(world, 'vechtoever', { pseudonym, attributes: peter }, factsOf('debts'))).status).toBe(403);
  expect((await match(world, 'cjib', { pseudonym, attributes: byBsn }, factsOf('dossier'))).status).toBe(403);
  expect((await match(world, 'vechtoever', { pseudonym, pad: 'x'.repeat(10_000) })).status).toBe(413);
  expect(await rows(world, 'select * from housing.subjects order by oin, reference')).toEqual(before);
});

test('a candidate counts for the client it was named for alone, and not once its record is taken', async () => {
  await using world = await createWorld();
  const other = `${pseudonym}2`;
  const { candidates } = await match(world, 'vechtoever', { pseudonym, attributes: marleen });
  expect(candidates).toHaveLength(2);
  const [{ candidate }, { candidate: left }] = candidates;
  const choose = (as: string, chosen: string, at: OrganisationName = 'vechtoever') =>
    match(world, at, { pseudonym: as, candidate: chosen });
  expect(await choose(other, candidate)).toEqual({ status: 200, outcome: 'NONE' });
  expect(await choose(pseudonym, candidate, 'elinkhof')).toEqual({ status: 200, outcome: 'NONE' });
  expect(await choose(pseudonym, randomUUID())).toEqual({ status: 200, outcome: 'NONE' });
  const { candidates: theirs } = await match(world, 'vechtoever', { pseudonym: other, attributes: marleen });
  expect(theirs.map((each: { candidate: string }) => each.candidate)).not.toContain(candidate);
  expect(await choose(pseudonym, candidate)).toEqual({ status: 200, outcome: 'MATCHED' });
  expect(await choose(pseudonym, candidate)).toEqual({ status: 200, outcome: 'MATCHED' });
  const taken = theirs.find((each: { description: string }) => each.description === candidates[0].description);
  expect(await choose(other, taken.candidate)).toEqual({ status: 200, outcome: 'NONE' });
  expect(await choose(other, left)).toEqual({ status: 200, outcome: 'NONE' });
});

test('two clients who are asked about at once do not both become one record', async () => {
  await using world = await createWorld();
  const names = [pseudonym, `${pseudonym}2`];
  const answers = await Promise.all(
    names.map((name) => match(world, 'vechtoever', { pseudonym: name, attributes: peter })),
  );
  expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['MATCHED', 'NONE']);
});
