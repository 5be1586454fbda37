import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { act, activity, idOf, refusals } from '../../enforcement/ask-about.ts';
import { type CommittedRecord, readRecords, slowRecording } from '../../support/fact-history.ts';
import { oinOf } from '../../support/world.ts';
import { change, restore } from './changes.ts';
import { createGatedWorld, type GatedWorld, type TracedAnswer } from './gated-world.ts';

let gated: GatedWorld;
beforeAll(async () => {
  gated = await createGatedWorld();
});
afterAll(() => gated[Symbol.asyncDispose]());
beforeEach(async () => {
  gated.gate.onCall = null;
  gated.gate.open();
  await restore(gated);
});

const dossiers = 'housing { reference } cjib { reference }';
const askAbout = (key: string, selection: string, purpose = 'debt-assistance') =>
  gated.ask(`query ($id: ID!) { client(id: $id) { ${selection} } }`, {
    variables: { id: idOf(key) },
    purpose: activity(purpose),
  });

/** Runs this each time that one of these organisations is asked, before it answers. */
function whenAsked(names: readonly Parameters<typeof oinOf>[0][], meanwhile: (call: number) => Promise<unknown>): void {
  const oins = names.map(oinOf);
  let calls = 0;
  gated.gate.onCall = async (oin) => {
    if (!oins.includes(oin)) return;
    calls += 1;
    await meanwhile(calls);
  };
}

const records = (answer: TracedAnswer) => readRecords(gated.owner, [answer.trace]);
const ofPartner = (name: Parameters<typeof oinOf>[0], all: readonly CommittedRecord[]) =>
  all
    .filter(({ organisation }) => organisation === oinOf(name))
    .map(({ released, denied }) => [released, denied.map(({ categories, reason }) => [categories.join(), reason])]);

test('a consent that is withdrawn while the partner is asked: its part is gone and says so, the others stay', async () => {
  whenAsked(['cjib'], () => change(gated, { by: 'sql', what: 'withdraw', client: 'natasja' }));
  const answer = await askAbout('natasja', `name { full } ${dossiers}`);
  expect(answer.data).toEqual({
    client: { name: { full: 'Natasja de Wit' }, housing: [expect.anything(), expect.anything()], cjib: null },
  });
  expect(refusals(answer)).toEqual(['client.cjib | CONSENT_WITHDRAWN | CJIB (proefomgeving) | penal']);
  const lines = await records(answer);
  expect(lines.filter(({ kind }) => kind === 'request')).toHaveLength(1);
  expect(ofPartner('cjib', lines)).toEqual([
    [[], [['penal', 'ACCESS_CHANGED']]],
    [[], [['penal', 'CONSENT_WITHDRAWN']]],
  ]);
  expect(ofPartner('elinkhof', lines)).toEqual([
    [[], [['dossier', 'ACCESS_CHANGED']]],
    [['dossier'], []],
  ]);
});

test('what keeps changing is not answered, and it is recorded whom was asked about', async () => {
  let asked = 0;
  whenAsked(['cjib'], (call) => {
    asked = call;
    return change(gated, { by: 'sql', what: 'consent', client: 'natasja' });
  });
  const answer = await askAbout('natasja', `name { full } ${dossiers}`);
  expect([answer.status, answer.data]).toEqual([409, undefined]);
  expect(answer.errors).toEqual([
    { message: 'What the answer relied upon changed while it was made.', extensions: { code: 'ACCESS_CHANGED' } },
  ]);
  expect(asked).toBe(3);
  const lines = await records(answer);
  expect(lines.every(({ released, coordinates }) => released.length + coordinates.length === 0)).toBe(true);
  expect(ofPartner('cjib', lines)).toEqual(Array.from({ length: 3 }, () => [[], [['penal', 'ACCESS_CHANGED']]]));
  expect(lines.filter(({ kind }) => kind === 'request')).toMatchObject([{ status: 'Unset' }]);
  expect(new Set(lines.map(({ span }) => span)).size).toBe(lines.length);
});

test('what changes about someone else changes nothing', async () => {
  let asked = 0;
  whenAsked(['cjib'], (call) => {
    asked = call;
    return change(gated, { by: 'sql', what: 'end', client: 'ria' });
  });
  const answer = await askAbout('natasja', dossiers);
  expect(refusals(answer)).toEqual([]);
  expect(asked).toBe(1);
});

test('a case that ends while an act shows the client: the act is done once, recorded, and nothing is shown', async () => {
  whenAsked(['vechtoever'], () => change(gated, { by: 'sql', what: 'end', client: 'natasja' }));
  const input = {
    clientId: idOf('natasja'),
    activityId: activity('debt-assistance'),
    categories: ['penal'],
    explicit: true,
    sourceRole: 'CJIB',
    howGiven: 'ORALLY',
    evidenceReference: 'gespreksverslag 7',
    noticeVersion: '2026-1',
    validUntil: '2027-06-01',
    idempotencyKey: 'ends-meanwhile-1',
  };
  const record = () => act(gated, 'recordConsent', input, { client: `name { full } ${dossiers}` });
  const answer = await record();
  expect([answer.status, answer.data]).toEqual([409, undefined]);
  expect(answer.errors?.map(({ extensions }) => extensions?.code)).toEqual(['ACCESS_CHANGED']);
  const { rows } = await gated.owner.query(
    `select from casework.consents where client_id = $1 and evidence_reference = 'gespreksverslag 7'`,
    [idOf('natasja')],
  );
  expect(rows).toHaveLength(1);
  const lines = await records(answer);
  expect(lines.filter(({ kind }) => kind.startsWith('act')).map(({ kind, status }) => [kind, status])).toEqual([
    ['act-begun', 'Unset'],
    ['act', 'Ok'],
  ]);
  expect(lines.flatMap(({ released }) => released)).toEqual([]);
  // Who sends it again, with the same key, learns what was done, and of the client nothing.
  gated.gate.onCall = null;
  const again = await record();
  expect(again.data).toMatchObject({ act: { client: null } });
});

/** Opens emergency access to a client of another team, for so many milliseconds; when it ends. */
async function openFor(milliseconds: number): Promise<number> {
  await gated.owner.query(
    `insert into casework.emergency_accesses (client_id, actor_subject, actor_role, actor_organisation, reason, categories,
       opened_at, expires_at)
     values ($1, '20000000-0000-4000-8000-000000000001', 'professional', $2, 'iemand reageert niet meer',
       '{case,identity,care}', now(), now() + $3 * interval '1 millisecond')`,
    [idOf('herman'), oinOf('casework'), milliseconds],
  );
  return Date.now() + milliseconds;
}
const inEmergency = () => askAbout('herman', 'name { full } wmo { provisions { kind } }', 'emergency-access');
/** Asks until a partner is asked, and holds that: a gateway may hear of what was opened after the first question. */
async function askHeld(): Promise<{ asking: Promise<TracedAnswer> }> {
  gated.gate.close();
  for (;;) {
    const held = gated.gate.held();
    const asking = inEmergency();
    if (await Promise.race([held.then(() => true), asking.then(() => false)])) return { asking };
  }
}

const passed = async (time: number) => {
  while (Date.now() < time + 5) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('an emergency access that ends by itself while a partner is asked shows nothing any more', async () => {
  const end = await openFor(3_000);
  const { asking } = await askHeld();
  await passed(end);
  gated.gate.open();
  const answer = await asking;
  expect(answer.data).toEqual({ client: null });
  expect(refusals(answer).join()).toContain('NO_CASE_RELATION');
  const lines = await records(answer);
  expect(lines.flatMap(({ released }) => released)).toEqual([]);
  expect(ofPartner('wmoHanzestad', lines)).toEqual([[[], [['care', 'ACCESS_CHANGED']]]]);
});

test('one that ends by itself while it is recorded shows nothing either', async () => {
  const end = await openFor(3_000);
  const { asking } = await askHeld();
  await slowRecording(gated.owner, 1_200);
  await passed(end - 700);
  gated.gate.open();
  const answer = await asking;
  await slowRecording(gated.owner, 0);
  expect(answer.data).toEqual({ client: null });
  const lines = await records(answer);
  expect(new Set(lines.map(({ span }) => span)).size).toBe(lines.length);
});

test('that someone is a client is shown on facts that are still so, when nothing else is asked', async () => {
  for (const selection of ['__typename', 'household { __typename }']) {
    await restore(gated);
    await askAbout('natasja', selection);
    const answer = await askAbout('natasja', selection);
    const shown = (await records(answer)).filter(({ subject }) => subject !== null);
    expect(
      shown.every(({ released, status }) => released.length > 0 && status === 'Ok'),
      selection,
    ).toBe(true);
  }
});
