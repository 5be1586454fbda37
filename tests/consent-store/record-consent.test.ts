import { describe, expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { clientId, createStoreWorld, goodConsent, nobody, refusals, strangers } from './store-world.ts';

const everything = `query ($id: ID!) { client(id: $id) { consents {
  id schemaVersion state version kind representative { name capacity } controllerOin sourceRole source { oin name }
  recipientOin recipientRole purpose activityId categories special explicit basis article noticeVersion noticeLanguage
  howGiven evidenceReference retention jurisdiction howToWithdraw validFrom validUntil
  events { version kind at actor place reason } } } }`;

test('a consent has all fields of the record, and is the first of its client', async () => {
  await using world = await createStoreWorld();
  const representative = { name: ' C. de Boer ', capacity: 'MENTOR' };
  const input = { ...goodConsent, sourceOin: oins.cjib, place: 'Spreekuur', representative };
  const { id, client, userErrors } = await world.act('recordConsent', { ...input, categories: ['penal', 'penal'] });
  expect({ client, userErrors }).toEqual({ client: { id: goodConsent.clientId }, userErrors: [] });

  const { data, errors } = await world.ask(everything, { id: goodConsent.clientId });
  expect(errors).toBeUndefined();
  expect(data.client.consents[0]).toEqual({
    id,
    schemaVersion: 'ISO/IEC TS 27560:2023',
    state: 'GIVEN',
    version: 1,
    kind: 'PROCESSING',
    representative: { name: 'C. de Boer', capacity: 'MENTOR' },
    controllerOin: oins.casework,
    sourceRole: 'CJIB',
    source: { oin: oins.cjib, name: 'CJIB (proefomgeving)' },
    recipientOin: oins.casework,
    recipientRole: 'casework',
    purpose: expect.stringMatching(/schulden/),
    activityId: goodConsent.activityId,
    categories: ['penal'],
    special: true,
    explicit: true,
    basis: 'CONSENT',
    article: expect.stringContaining('UAVG art. 32'),
    noticeVersion: '2026-1',
    noticeLanguage: 'nl',
    howGiven: 'ORALLY',
    evidenceReference: 'gespreksverslag 21 november',
    retention: 'P5Y',
    jurisdiction: 'NL',
    howToWithdraw: expect.stringMatching(/zonder reden/),
    validFrom: '2026-11-21T12:00:00.000Z',
    // The end of the last day in the Netherlands, in summer.
    validUntil: '2027-05-21T22:00:00.000Z',
    events: [
      {
        version: 1,
        kind: 'GIVEN',
        at: '2026-11-21T12:00:00.000Z',
        actor: '20000000-0000-4000-8000-000000000001',
        place: 'Spreekuur',
        reason: null,
      },
    ],
  });
});

test('how the consents of the casebook stand', async () => {
  await using world = await createStoreWorld();
  const query = 'query ($id: ID!) { client(id: $id) { consents { state sourceRole activityId version } } }';
  const states = async (person: string) => {
    const { data } = await world.ask(query, { id: clientId(person) });
    return data.client.consents.map(
      ({ state, sourceRole, activityId }: Record<string, string>) =>
        `${sourceRole} ${activityId?.split(':').at(-1)} ${state}`,
    );
  };
  expect(await states('peter')).toEqual(['INSURER debt-assistance GIVEN', 'CJIB debt-assistance WITHDRAWN']);
  expect(await states('natasja')).toEqual(['CJIB debt-assistance GIVEN', 'WORK_AND_INCOME social-support GIVEN']);
  expect(await states('ria')).toEqual(['INSURER eviction-prevention GIVEN']);
  expect(await states('kevin')).toEqual(['INSURER eviction-prevention REQUESTED']);
  expect(await states('herman')).toEqual([]);
  world.setNow('2027-08-01T12:00:00Z');
  expect(await states('peter')).toEqual(['INSURER debt-assistance LAPSED', 'CJIB debt-assistance WITHDRAWN']);
});

const child = { clientId: clientId('lotte') };
const refused: Record<string, [input: object, refusals: string[]]> = {
  'an activity that does not exist': [{ activityId: 'urn:x' }, ['ACTIVITY_UNKNOWN activityId']],
  'emergency access': [{ activityId: 'urn:korte-lijnen:activity:emergency-access' }, ['ACTIVITY_UNKNOWN activityId']],
  'a category that does not exist': [{ categories: ['debts', 'toString'] }, ['CATEGORY_UNKNOWN categories']],
  'no category': [{ categories: [] }, ['CATEGORIES_REQUIRED categories']],
  'special data without saying so': [{ explicit: false }, ['CATEGORY_NOT_EXPLICIT explicit']],
  'health data without saying so': [
    { sourceRole: 'WMO', categories: ['care'], explicit: false },
    ['CATEGORY_NOT_EXPLICIT explicit'],
  ],
  'a source that does not take part': [{ sourceOin: '00000099000000009999' }, ['ORGANISATION_UNKNOWN sourceOin']],
  'a source of another role': [{ sourceOin: oins.vechtoever }, ['ORGANISATION_OF_OTHER_ROLE sourceOin']],
  'a recipient that does not take part': [{ recipientOin: 'x' }, ['ORGANISATION_UNKNOWN recipientOin']],
  'a validity that began yesterday': [{ validFrom: '2026-11-20' }, ['VALIDITY_IN_THE_PAST validFrom']],
  'a validity that is over': [{ validUntil: '2026-11-20' }, ['VALIDITY_IN_THE_PAST validUntil']],
  'a validity of a year and a day': [{ validUntil: '2027-11-22' }, ['VALIDITY_TOO_LONG validUntil']],
  'a validity that ends before it begins': [
    { validFrom: '2027-01-02', validUntil: '2027-01-01' },
    ['VALIDITY_REVERSED validUntil'],
  ],
  'no evidence': [{ evidenceReference: ' ' }, ['TEXT_REQUIRED evidenceReference']],
  'evidence that cannot be stored': [{ evidenceReference: 'a\0b' }, ['TEXT_NOT_ALLOWED evidenceReference']],
  'no notice': [{ noticeVersion: '' }, ['TEXT_REQUIRED noticeVersion']],
  'a notice in no language': [{ noticeLanguage: 'n' }, ['TEXT_TOO_SHORT noticeLanguage']],
  'a place that is a book': [{ place: 'x'.repeat(201) }, ['TEXT_TOO_LONG place']],
  'a child without representative': [child, ['REPRESENTATIVE_REQUIRED representative']],
  'a representative without a name': [
    { ...child, representative: { name: '', capacity: 'PARENT' } },
    ['TEXT_REQUIRED representative.name'],
  ],
  'a key that is no key': [{ idempotencyKey: 'short' }, ['IDEMPOTENCY_KEY_INVALID idempotencyKey']],
  'a client whom nobody knows': [{ clientId: nobody }, ['CLIENT_UNKNOWN clientId']],
  'several faults at once': [
    { categories: [], noticeVersion: '', clientId: nobody },
    ['CATEGORIES_REQUIRED categories', 'TEXT_REQUIRED noticeVersion', 'CLIENT_UNKNOWN clientId'],
  ],
};

describe('refused, and nothing is stored', () => {
  test('each fault by its code and field', async () => {
    await using world = await createStoreWorld();
    const before = await world.everything();
    for (const [what, [input, expected]] of Object.entries(refused)) {
      const payload = await world.act('recordConsent', { ...goodConsent, ...input });
      expect(refusals(payload), what).toEqual(expected);
      expect({ client: payload.client, id: payload.id }).toEqual({ client: null, id: null });
      for (const { message, messageEn } of payload.userErrors) expect(message).not.toBe(messageEn);
    }
    expect(await world.everything()).toBe(before);
  });

  test("a client of another team looks like one that does not exist; one's own children with someone who may consent do not", async () => {
    await using world = await createStoreWorld();
    const before = await world.everything();
    const answers = [];
    for (const stranger of strangers)
      answers.push(await world.act('recordConsent', { ...goodConsent, clientId: stranger }));
    // A child of another team is not told apart by its age.
    answers.push(await world.act('recordConsent', { ...goodConsent, clientId: clientId('isa') }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await world.everything()).toBe(before);
    const representative = { name: 'Natasja de Wit', capacity: 'PARENT' };
    expect(refusals(await world.act('recordConsent', { ...goodConsent, ...child, representative }))).toEqual([]);
  });

  test('by anyone who is no professional or team lead of the wijkteams, and on behalf of nobody', async () => {
    await using world = await createStoreWorld();
    const before = await world.everything();
    const sanne = { role: 'professional', organisation: oins.casework, sub: 'someone', team: 'team-ondiep' };
    const others = ['wendy', 'fatma', { ...sanne, organisation: oins.wmoDomstad }, { ...sanne, team: null }];
    for (const other of others) {
      expect(refusals(await world.act('recordConsent', goodConsent, other))).toEqual(['ROLE_NOT_ALLOWED null']);
    }
    const query = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { consentId } }';
    const input = { ...goodConsent, idempotencyKey: 'a key for nobody' };
    const { data, errors } = await world.ask(query, { input }, null);
    expect({ data, code: errors?.[0]?.extensions?.code }).toEqual({ data: null, code: 'UNAUTHENTICATED' });
    expect(await world.everything()).toBe(before);
    expect(refusals(await world.act('recordConsent', goodConsent, 'joost'))).toEqual([]);
  });
});

test('a first day in the future begins at midnight in the Netherlands; today is now', async () => {
  await using world = await createStoreWorld();
  const validity = async (dates: object) => {
    const { id } = await world.act('recordConsent', { ...goodConsent, ...dates });
    const [row] = await world.sql('select valid_from, valid_until from casework.consents where id = $1', [id]);
    return [row?.valid_from, row?.valid_until].map((instant) => (instant as Date).toISOString());
  };
  expect(await validity({ validFrom: '2027-07-01', validUntil: '2027-07-01' })).toEqual([
    '2027-06-30T22:00:00.000Z',
    '2027-07-01T22:00:00.000Z',
  ]);
  expect(await validity({ validFrom: '2026-11-21', validUntil: '2027-11-21' })).toEqual([
    '2026-11-21T12:00:00.000Z',
    '2027-11-21T23:00:00.000Z',
  ]);
});
