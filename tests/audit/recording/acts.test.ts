import { expect, test } from 'vitest';
import { subjectPseudonyms } from '../../../gateway/audit/record/subject-pseudonym.ts';
import { personByKey } from '../../../subgraphs/casebook/people.ts';
import { testAuditSecret } from '../../support/audit-settings.ts';
import { type LoggedRecord, readLog } from '../../support/read-log.ts';
import { createWorld, oinOf, type World, type WorldAnswer } from '../../support/world.ts';

const pseudonymOf = subjectPseudonyms(testAuditSecret);
const natasja = personByKey('natasja').id;
const yvonne = personByKey('yvonne').id;
const emergencyPurpose = 'urn:korte-lijnen:activity:emergency-access';
const reason = 'Melding van de huisarts, direct gevaar voor leven.';

const act = (name: string, input: string, fields: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${fields} } }`;
const openAccess = (fields: string) => act('openEmergencyAccess', 'OpenEmergencyAccessInput', fields);
const emergency = { idempotencyKey: 'emergency-1', clientId: yvonne, reason, categories: ['identity'] };

async function actsIn(world: World): Promise<LoggedRecord[]> {
  return (await readLog(world.databaseUrl)).filter(({ kind }) => kind.startsWith('act'));
}

const recordOf = ({ data }: WorldAnswer, mutation: string, field: string) =>
  (data?.[mutation] as Record<string, unknown> | undefined)?.[field];

const brief = ({ kind, name, status, subject }: LoggedRecord) => [kind, name, status, subject];

test('an act is a line before it is done and one after, about whom it was, whatever the caller asks to see of it', async () => {
  await using world = await createWorld();
  for (const [number, fields] of ['expiresAt', 'client { name { full } } userErrors { code }'].entries()) {
    const input = { ...emergency, idempotencyKey: `emergency-${number}` };
    const answer = await world.ask(openAccess(fields), { variables: { input }, purpose: emergencyPurpose });
    expect(answer.errors).toBeUndefined();
    expect(Object.keys(answer.data?.openEmergencyAccess as object)).toEqual(
      fields.match(/expiresAt|client|userErrors/g),
    );
  }
  const name = 'Mutation.openEmergencyAccess';
  expect((await actsIn(world)).map(brief)).toEqual([
    ['act-begun', name, 'Unset', null],
    ['act', name, 'Ok', pseudonymOf(yvonne)],
    ['act-begun', name, 'Unset', null],
    ['act', name, 'Ok', pseudonymOf(yvonne)],
  ]);
});

test('what emergency access shows names the emergency access that it rests upon', async () => {
  await using world = await createWorld();
  const opened = await world.ask(openAccess('emergencyAccessId'), {
    variables: { input: emergency },
    purpose: emergencyPurpose,
  });
  const emergencyAccessId = recordOf(opened, 'openEmergencyAccess', 'emergencyAccessId');
  await world.ask('query ($id: ID!) { client(id: $id) { name { full } } }', {
    variables: { id: yvonne },
    purpose: emergencyPurpose,
  });
  const shown = (await readLog(world.databaseUrl)).filter(({ released }) => released.includes('identity'));
  expect(shown.map(({ basis }) => basis)).toEqual([
    [expect.objectContaining({ basis: 'VITAL_INTEREST', emergency: emergencyAccessId, consent: null })],
  ]);
});

test('a refused act is told from one that was done', async () => {
  await using world = await createWorld();
  const input = { ...emergency, reason: 'te kort' };
  const { data } = await world.ask(openAccess('emergencyAccessId'), {
    variables: { input },
    purpose: emergencyPurpose,
  });
  expect(data).toEqual({ openEmergencyAccess: { emergencyAccessId: null } });
  expect((await actsIn(world)).map(({ kind, status }) => [kind, status])).toEqual([
    ['act-begun', 'Unset'],
    ['act', 'Unset'],
  ]);
});

test('an act that may not be done is not begun', async () => {
  await using world = await createWorld();
  await world.ask(openAccess('emergencyAccessId'), { variables: { input: emergency }, purpose: null });
  expect(await actsIn(world)).toEqual([]);
  expect((await readLog(world.databaseUrl)).at(-1)?.denied).toEqual([{ categories: ['case'], reason: 'NO_PURPOSE' }]);
});

test('consents, links, reviews and the ends of relations are in the log, in the order in which they were done', async () => {
  await using world = await createWorld();
  const opened = await world.ask(openAccess('emergencyAccessId'), {
    variables: { input: emergency },
    purpose: emergencyPurpose,
  });
  const emergencyAccessId = recordOf(opened, 'openEmergencyAccess', 'emergencyAccessId');
  const review = { idempotencyKey: 'review-01', emergencyAccessId, outcome: 'JUSTIFIED', remark: 'Terecht.' };
  await world.ask(act('reviewEmergencyAccess', 'ReviewEmergencyAccessInput', 'emergencyAccessId'), {
    variables: { input: review },
    as: 'fatma',
    purpose: null,
  });
  const tim = personByKey('tim').id;
  const link = { idempotencyKey: 'linking-1', clientId: tim, oin: oinOf('vechtoever') };
  await world.ask(act('linkClient', 'LinkClientInput', 'outcome'), { variables: { input: link } });
  const { data } = await world.ask('query ($id: ID!) { client(id: $id) { consents { id state } } }', {
    variables: { id: natasja },
  });
  const client = data?.client as { consents: { id: string; state: string }[] } | undefined;
  const consentId = client?.consents.find(({ state }) => state === 'GIVEN')?.id;
  await world.ask(act('withdrawConsent', 'WithdrawConsentInput', 'consentId'), {
    variables: { input: { idempotencyKey: 'withdraw-1', consentId } },
  });
  await world.ask(act('endCaseRelation', 'EndCaseRelationInput', 'caseRelationId'), {
    variables: { input: { idempotencyKey: 'relation-1', clientId: natasja, reason: 'afgerond' } },
  });
  const done = (await actsIn(world)).filter(({ kind }) => kind === 'act');
  expect(done.map(({ name, status, subject }) => [name, status, subject])).toEqual([
    ['Mutation.openEmergencyAccess', 'Ok', pseudonymOf(yvonne)],
    ['Mutation.reviewEmergencyAccess', 'Ok', pseudonymOf(yvonne)],
    ['Mutation.linkClient', 'Ok', pseudonymOf(tim)],
    ['Mutation.withdrawConsent', 'Ok', pseudonymOf(natasja)],
    ['Mutation.endCaseRelation', 'Ok', pseudonymOf(natasja)],
  ]);
  expect(done.map(({ organisation, source }) => [organisation, source]).filter(([oin]) => oin !== null)).toEqual([
    [oinOf('vechtoever'), 'housing'],
  ]);
  expect(done[1]?.actor).toMatchObject({ role: 'privacy-officer', team: null });
});
