import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { subjectPseudonyms } from '../../../gateway/audit/record/subject-pseudonym.ts';
import { casebook, personByKey } from '../../../subgraphs/casebook/people.ts';
import { testAuditSecret } from '../../support/audit-settings.ts';
import { type LoggedRecord, readLog } from '../../support/read-log.ts';
import { createWorld, debtAssistance, oinOf } from '../../support/world.ts';

const pseudonymOf = subjectPseudonyms(testAuditSecret);
const natasja = personByKey('natasja').id;
const yvonne = personByKey('yvonne').id;
const clientView = readFileSync('dev/client-view.graphql', 'utf8');
const brief = (record: LoggedRecord) => [record.kind, record.source, record.subject, record.status, record.released];

test('a client view is a line a person and organisation, and one of the request that the others are part of', async () => {
  await using world = await createWorld();
  const { data, errors } = await world.ask(clientView, { variables: { id: natasja } });
  expect(errors).toBeUndefined();
  const records = await readLog(world.databaseUrl);
  const [request, ...lines] = records;
  expect(request).toMatchObject({
    kind: 'request',
    name: 'Query.client',
    parent: null,
    status: 'Ok',
    subject: null,
    activity: debtAssistance,
    register: expect.stringMatching(/^\d{4}-\d{2}-\d{2}\.\d+$/),
    document: expect.stringMatching(/^[0-9a-f]{64}$/),
    actor: { subject: expect.any(String), role: 'professional', team: 'team-ondiep', organisation: oinOf('casework') },
  });
  for (const line of lines) {
    expect(line).toMatchObject({ kind: 'access', trace: request?.trace, parent: request?.span, fsc: request?.fsc });
    expect(line.span).not.toBe(request?.span);
  }
  const own = lines.filter(({ subject }) => subject === pseudonymOf(natasja));
  expect(own.map(({ source }) => source).sort()).toEqual(
    ['casework', 'work-and-income', 'wmo', 'housing', 'housing', 'insurer', 'cjib'].sort(),
  );
  const { household = [] } = (data?.client ?? {}) as { household?: { id: string }[] };
  const others = lines.filter(({ subject }) => subject !== pseudonymOf(natasja));
  expect(others.map(({ subject }) => subject).sort()).toEqual(household.map(({ id }) => pseudonymOf(id)).sort());
  expect(others.map(({ released }) => released)).toEqual(household.map(() => ['case', 'identity']));
});

test('a line says what was released, on which basis, and which fields', async () => {
  await using world = await createWorld();
  await world.ask(clientView, { variables: { id: natasja } });
  const cjib = (await readLog(world.databaseUrl)).find(({ source }) => source === 'cjib');
  expect(cjib).toMatchObject({
    organisation: oinOf('cjib'),
    status: 'Ok',
    denied: [],
    basis: [{ basis: 'CONSENT', consent: { id: expect.any(String), version: 1 }, emergency: null }],
  });
  expect(cjib?.basis[0]?.categories).toEqual(cjib?.released);
  expect(cjib?.released).toContain('penal');
  expect(cjib?.coordinates).toContain('CjibDossier.fines');
  expect(cjib?.coordinates.some((coordinate) => coordinate.startsWith('Insurance'))).toBe(false);
});

test('what was denied stands there with its reason, and an organisation that was not asked is not said to have been', async () => {
  await using world = await createWorld();
  const peter = personByKey('peter').id;
  await world.ask('query ($id: ID!) { client(id: $id) { name { full } cjib { reference fines { debtId } } } }', {
    variables: { id: peter },
  });
  const lines = (await readLog(world.databaseUrl)).filter(({ subject }) => subject === pseudonymOf(peter));
  expect(lines.map(brief)).toContainEqual(['access', 'cjib', pseudonymOf(peter), 'Unset', []]);
  const cjib = lines.find(({ source }) => source === 'cjib');
  expect(cjib?.denied.flatMap(({ reason }) => reason)).toEqual(['CONSENT_WITHDRAWN']);
  expect(cjib?.coordinates).toEqual([]);
});

test('who looks for a client of another team leaves a line about that client', async () => {
  await using world = await createWorld();
  await world.ask('query ($id: ID!) { client(id: $id) { name { full } } }', { variables: { id: yvonne } });
  const [, line, ...more] = await readLog(world.databaseUrl);
  expect(more).toEqual([]);
  expect(line).toMatchObject({
    subject: pseudonymOf(yvonne),
    released: [],
    denied: [{ categories: ['case'], reason: 'NO_CASE_RELATION' }],
    status: 'Unset',
  });
});

test('a partner that is down is a line too: it was asked', async () => {
  await using world = await createWorld();
  await world.stop('housing');
  await world.ask('query ($id: ID!) { client(id: $id) { housing { reference } } }', { variables: { id: natasja } });
  const records = await readLog(world.databaseUrl);
  const housing = records.filter(({ source }) => source === 'housing');
  expect(housing.map(brief)).toEqual([
    ['access', 'housing', pseudonymOf(natasja), 'Error', []],
    ['access', 'housing', pseudonymOf(natasja), 'Error', []],
  ]);
  expect(records[0]).toMatchObject({ kind: 'request', status: 'Error' });
});

test('a purpose that is none is not repeated in the log, for it could be anything', async () => {
  await using world = await createWorld();
  await world.ask('query ($id: ID!) { client(id: $id) { name { full } } }', {
    variables: { id: natasja },
    purpose: 'urn:natasja',
  });
  const records = await readLog(world.databaseUrl);
  expect(records.map(({ activity }) => activity)).toEqual([null, null]);
  expect(JSON.stringify(records)).not.toContain('urn:natasja');
});

test('nothing in the log is the name, id, birth date or BSN of anyone, nor a value of a field', async () => {
  await using world = await createWorld();
  await world.ask(clientView, { variables: { id: natasja } });
  await world.ask('{ teams { clients { id name { full } birthDate case { summary } } } }');
  await world.ask(`mutation ($input: EndCaseRelationInput!) { endCaseRelation(input: $input) { caseRelationId } }`, {
    variables: { input: { idempotencyKey: 'no-names-here', clientId: natasja, reason: 'Natasja is verhuisd' } },
  });
  // Pseudonyms and digests are letters in any order.
  const log = JSON.stringify(await readLog(world.databaseUrl)).replaceAll(/[\w-]{43}|[0-9a-f]{64}/g, '');
  for (const { id, given, family, birthDate } of casebook.flatMap(({ people }) => people)) {
    for (const value of [id, given, family, birthDate]) expect(log, value).not.toMatch(new RegExp(`\\b${value}\\b`));
  }
  expect(log).not.toContain('verhuisd');
  expect(log).not.toMatch(/"\d{9}"/);
});

test('introspection is about nobody and is not recorded', async () => {
  await using world = await createWorld();
  await world.ask('{ __schema { queryType { name } } }');
  expect(await readLog(world.databaseUrl)).toEqual([]);
});
