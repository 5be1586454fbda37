import { afterAll, beforeAll, expect, test } from 'vitest';
import { activity, idOf } from '../../enforcement/ask-about.ts';
import type { LoggedRecord } from '../../support/read-log.ts';
import { createWorld, type World } from '../../support/world.ts';
import { askLogged, brief, logNameOf, shownOf } from './logged-request.ts';

const officer = { as: 'fatma', purpose: null };
const emergencyPurpose = activity('emergency-access');
const opening = 'mutation ($i: OpenEmergencyAccessInput!) { openEmergencyAccess(input: $i)';
const openInput = (key: string, who: string, categories: readonly string[] = ['identity']) => ({
  idempotencyKey: key,
  clientId: idOf(who),
  reason: 'Melding van de huisarts, direct gevaar voor leven.',
  categories,
});
const ending = (key: string, who: string) => ({ idempotencyKey: key, clientId: idOf(who), reason: 'afgerond' });
const acts = (records: readonly LoggedRecord[]) =>
  records.filter(({ kind }) => kind.startsWith('act')).map(({ kind, name, status }) => [kind, name, status]);

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('what is left out by a variable is neither asked nor said to be shown', async () => {
  const query = `query ($id: ID!, $no: Boolean!, $yes: Boolean!) { client(id: $id) {
    id name @include(if: $no) { full } ...Housing case { summary ... on Case @skip(if: $yes) { repaymentCapacityCents debtsElsewhere { amountCents } } }
    cjib @include(if: $no) { fines { debtId } }
  } } fragment Housing on Client { housing { reference ...Debts @include(if: $no) } } fragment Debts on HousingDossier { debts { id } }`;
  world.forget();
  const id = idOf('natasja');
  const { records, errors } = await askLogged(world, query, { variables: { id, no: false, yes: true } });
  expect(errors).toBeUndefined();
  expect(shownOf(records, id)).toEqual(['casework: case', 'housing: dossier', 'housing: dossier']);
  expect(records.flatMap(({ coordinates }) => coordinates)).not.toEqual(expect.arrayContaining(['Client.name']));
  expect(world.calls.map(({ body }) => body).join()).not.toMatch(/debts|full|repayment|fines/);
  const whole = await askLogged(world, query, { variables: { id, no: true, yes: false } });
  expect(shownOf(whole.records, id)).toEqual([
    'casework: case debts identity',
    expect.stringContaining('cjib: penal'),
    'housing: debts dossier',
    'housing: debts dossier',
  ]);
});

test('an act that is left out, or may not be done, is not said to have been begun', async () => {
  const query = `mutation ($i: EndCaseRelationInput!, $r: ReviewEmergencyAccessInput!, $no: Boolean!) {
    a: endCaseRelation(input: $i) @include(if: $no) { caseRelationId }
    b: reviewEmergencyAccess(input: $r) @skip(if: $no) { userErrors { code } }
    c: endCaseRelation(input: $i) { userErrors { code } }
  }`;
  const r = { idempotencyKey: 'left-out-2', emergencyAccessId: 'none', outcome: 'JUSTIFIED', remark: 'Geen.' };
  const variables = { i: ending('left-out-1', 'yvonne'), r, no: false };
  const { records, errors } = await askLogged(world, query, { variables });
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['ROLE_NOT_ALLOWED']);
  expect(acts(records)).toEqual([
    ['act-begun', 'Mutation.endCaseRelation', 'Unset'],
    ['act', 'Mutation.endCaseRelation', 'Unset'],
  ]);
  expect(records.flatMap(({ denied }) => denied)).toEqual([{ categories: ['oversight'], reason: 'ROLE_NOT_ALLOWED' }]);
});

test('a search that may not be done is a denial and no search', async () => {
  const query = 'query ($c: ID!) { accessReport(client: $c) { madeAt } accessLog { hasMore } }';
  const { records } = await askLogged(world, query, { variables: { c: idOf('natasja') } });
  expect(records.map(({ kind, denied }) => [kind, denied])).toEqual([
    ['request', []],
    ['access', [{ categories: ['oversight'], reason: 'ROLE_NOT_ALLOWED' }]],
  ]);
});

test('searches about several clients are told apart, and one that has no answer from one that has', async () => {
  const query = `query ($a: ID!, $b: ID!, $no: Boolean!) {
    x: accessReport(client: $a) { madeAt } y: accessReport(client: $b) { madeAt }
    accessLog(filter: { client: $b }, first: 0) { hasMore } patterns(from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z") @include(if: $no) { count }
  }`;
  const variables = { a: idOf('natasja'), b: idOf('ria'), no: false };
  const { records } = await askLogged(world, query, { ...officer, variables });
  const searches = records.filter(({ kind }) => kind === 'search');
  expect(searches.map(({ name, subject, status }) => [name, subject, status])).toEqual([
    ['Query.accessReport', logNameOf(idOf('natasja')), 'Ok'],
    ['Query.accessReport', logNameOf(idOf('ria')), 'Ok'],
    ['Query.accessLog', logNameOf(idOf('ria')), 'Unset'],
  ]);
});

test('who reads an emergency access reads something of its client, whatever of it is asked', async () => {
  await askLogged(world, `${opening} { emergencyAccessId } }`, {
    purpose: emergencyPurpose,
    variables: { i: openInput('reading-1', 'herman') },
  });
  for (const asked of ['reason', 'kl_subject: reason clientId: team', 'clientId']) {
    const { records, text } = await askLogged(world, `{ emergencyAccesses { ${asked} } }`, officer);
    expect(text).toMatch(/huisarts|00000/);
    expect(records.map(brief)).toContainEqual(['access', 'casework', logNameOf(idOf('herman')), 'oversight']);
  }
});

test('what an act shows of its client is told with what it rests upon, that act itself', async () => {
  const query = `${opening} { emergencyAccessId client { name { full } household { name { full } } housing { reference } } } }`;
  const variables = { i: openInput('showing-1', 'yvonne', ['identity', 'household']) };
  const { data, records } = await askLogged(world, query, { purpose: emergencyPurpose, variables });
  const { emergencyAccessId } = (data as { openEmergencyAccess: { emergencyAccessId: string } }).openEmergencyAccess;
  const shown = records.find(({ released }) => released.includes('identity'));
  expect(shown).toMatchObject({ subject: logNameOf(idOf('yvonne')), basis: [{ emergency: emergencyAccessId }] });
  // Who lives with her is asked about, and is not shown.
  const others = records.filter(({ subject }) => subject !== null && subject !== logNameOf(idOf('yvonne')));
  expect(others.length).toBeGreaterThan(0);
  expect(others.every(({ released }) => released.length === 0)).toBe(true);
});

test('what an act ended is not shown after it, and that is told', async () => {
  const query = `mutation ($i: EndCaseRelationInput!, $j: EndCaseRelationInput!) {
    kl_acted: endCaseRelation(input: $i) { kl_refused: caseRelationId kl_acted: client { kl_subject: name { full } household { id } } }
    kl_refused: endCaseRelation(input: $j) { client { id name { full } } }
  }`;
  const variables = { i: ending('ended-one', 'tim'), j: ending('ended-two', 'yvonne') };
  const { data, records, errors } = await askLogged(world, query, { variables });
  expect(data).toEqual({
    kl_acted: { kl_refused: expect.any(String), kl_acted: null },
    kl_refused: { client: null },
  });
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['NO_CASE_RELATION']);
  expect(acts(records)).toEqual([
    ['act-begun', 'Mutation.endCaseRelation', 'Unset'],
    ['act-begun', 'Mutation.endCaseRelation', 'Unset'],
    ['act', 'Mutation.endCaseRelation', 'Ok'],
    ['act', 'Mutation.endCaseRelation', 'Unset'],
  ]);
  expect(records.filter(({ kind }) => kind === 'access').map(({ subject, denied }) => [subject, denied])).toEqual([
    [logNameOf(idOf('tim')), [{ categories: ['case'], reason: 'NO_CASE_RELATION' }]],
  ]);
});
