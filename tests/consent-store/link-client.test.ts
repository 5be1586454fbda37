import { expect, test } from 'vitest';
import { type OrganisationName, oins } from '../../subgraphs/casebook/people.ts';
import type { AskOrganisation } from '../../subgraphs/casework/links/ask-organisation.ts';
import type { MatchAnswer, MatchQuestion } from '../../subgraphs/kit/matching/match-wire.ts';
import { pseudonymOf } from '../casework/casework-world.ts';
import { activity, clientId, createStoreWorld, goodConsent, nobody, refusals, strangers } from './store-world.ts';

/** A world whose organisations answer what the test says, and what they were asked. */
async function createLinkingWorld(...answers: (MatchAnswer | 'nothing')[]) {
  const asked: { oin: string; question: MatchQuestion }[] = [];
  const askOrganisation: AskOrganisation = async (oin, question) => {
    asked.push({ oin, question });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (!answer || answer === 'nothing') throw new Error('no answer');
    return answer;
  };
  const performAct = () => Promise.reject(new Error('nobody is asked to act'));
  const world = await createStoreWorld({ partners: { pseudonymOf, askOrganisation, performAct } });
  const linkOf = (person: string, organisation: OrganisationName) =>
    world.sql('select pseudonym from casework.links where client_id = $1 and oin = $2', [
      clientId(person),
      oins[organisation],
    ]);
  return { ...world, asked, linkOf };
}

const link = (person: string, organisation: OrganisationName) => ({
  clientId: clientId(person),
  oin: oins[organisation],
});
const matched: MatchAnswer = { outcome: 'MATCHED' };
const several: MatchAnswer = {
  outcome: 'SEVERAL',
  candidates: [
    { candidate: 'a', description: 'Dossier sinds 2019' },
    { candidate: 'b', description: 'Dossier sinds 2024' },
  ],
};

test('a housing corporation is asked without a BSN, an insurer by it; a match makes the link, with its own pseudonym', async () => {
  await using world = await createLinkingWorld(matched);
  const [{ bsn } = {}] = await world.sql('select bsn from casework.client_bsns where client_id = $1', [
    clientId('peter'),
  ]);
  const housing = await world.act('linkClient', link('peter', 'vechtoever'));
  expect(housing).toMatchObject({
    client: { id: clientId('peter') },
    outcome: 'MATCHED',
    candidates: [],
    userErrors: [],
  });
  expect(await world.act('linkClient', link('peter', 'lekstroom'))).toMatchObject({
    outcome: 'MATCHED',
    userErrors: [],
  });
  expect(world.asked).toEqual([
    {
      oin: oins.vechtoever,
      question: {
        pseudonym: pseudonymOf(oins.vechtoever, clientId('peter')),
        attributes: {
          by: 'address',
          family: 'Post',
          birthDate: '1977-10-10',
          address: { postcode: '9999 XP', houseNumber: '16' },
        },
      },
    },
    {
      oin: oins.lekstroom,
      question: {
        pseudonym: pseudonymOf(oins.lekstroom, clientId('peter')),
        attributes: { by: 'bsn', bsn, birthDate: '1977-10-10' },
      },
    },
  ]);
  expect(JSON.stringify(world.asked[0])).not.toContain(String(bsn));
  expect(JSON.stringify(world.asked)).not.toContain(clientId('peter'));
  expect(await world.linkOf('peter', 'vechtoever')).toEqual([
    { pseudonym: pseudonymOf(oins.vechtoever, clientId('peter')) },
  ]);
  expect(await world.sql('select oin, purpose, sent_by, outcome from casework.link_requests order by oin')).toEqual([
    { oin: oins.vechtoever, purpose: activity('debt-assistance'), sent_by: 'address', outcome: 'MATCHED' },
    { oin: oins.lekstroom, purpose: activity('debt-assistance'), sent_by: 'bsn', outcome: 'MATCHED' },
  ]);
});

test('none: no link; it is kept that was asked', async () => {
  await using world = await createLinkingWorld({ outcome: 'NONE' });
  expect(await world.act('linkClient', link('peter', 'vechtoever'))).toMatchObject({ outcome: 'NONE', userErrors: [] });
  expect(await world.linkOf('peter', 'vechtoever')).toEqual([]);
});

test('several: nothing is guessed, a person chooses one of those named', async () => {
  await using world = await createLinkingWorld(several, matched);
  const { id, outcome, candidates } = await world.act('linkClient', link('peter', 'vechtoever'));
  expect({ outcome, candidates }).toEqual({ outcome: 'SEVERAL', candidates: several.candidates });
  expect(await world.linkOf('peter', 'vechtoever')).toEqual([]);
  const confirm = (input: object, as?: string) =>
    world.act('confirmLink', { linkRequestId: id, candidate: 'b', ...input }, as);
  expect(refusals(await confirm({ candidate: 'c' }))).toEqual(['CANDIDATE_UNKNOWN candidate']);
  for (const linkRequestId of [nobody, 'no id', 'a\0b']) {
    expect(refusals(await confirm({ linkRequestId }))).toEqual(['LINK_REQUEST_UNKNOWN linkRequestId']);
  }
  expect(refusals(await confirm({}, 'marijke'))).toEqual(['LINK_REQUEST_UNKNOWN linkRequestId']);
  expect(await confirm({}, 'bilal')).toMatchObject({ outcome: 'MATCHED', userErrors: [] });
  expect(world.asked[1]?.question).toEqual({
    pseudonym: pseudonymOf(oins.vechtoever, clientId('peter')),
    candidate: 'b',
  });
  expect(await world.linkOf('peter', 'vechtoever')).toHaveLength(1);
  expect(refusals(await confirm({ candidate: 'a' }))).toEqual(['LINKED_ALREADY linkRequestId']);
});

test('nobody is asked without a basis: CJIB not without consent, not for another purpose, not for none', async () => {
  await using world = await createLinkingWorld(matched);
  const before = await world.everything();
  const tim = link('tim', 'cjib');
  const consent = { ...goodConsent, clientId: clientId('tim') };
  expect(refusals(await world.act('linkClient', tim))).toEqual(['CONSENT_MISSING oin']);
  const refused: [string | null, string][] = [
    [null, 'NO_PURPOSE null'],
    ['urn:x', 'NO_PURPOSE null'],
    [activity('emergency-access'), 'NO_PURPOSE null'],
    [activity('early-signal'), 'NO_LEGAL_BASIS oin'],
    [activity('eviction-prevention'), 'CONSENT_MISSING oin'],
  ];
  for (const [purpose, refusal] of refused) {
    expect(refusals(await world.act('linkClient', tim, 'sanne', purpose))).toEqual([refusal]);
  }
  expect(await world.everything()).toBe(before);
  expect(world.asked).toEqual([]);

  const other = await world.act('recordConsent', { ...consent, categories: ['debts'] });
  await world.act('recordConsent', { ...consent, activityId: activity('eviction-prevention') });
  await world.act('recordConsent', { ...consent, kind: 'ACCEPTING_HELP' });
  await world.act('recordConsent', { ...consent, sourceOin: oins.cjib, recipientOin: oins.wmoDomstad });
  await world.act('recordConsent', { ...consent, validFrom: '2026-11-22' });
  expect(refusals(other)).toEqual([]);
  expect(refusals(await world.act('linkClient', tim))).toEqual(['CONSENT_MISSING oin']);
  const { id: consentId } = await world.act('recordConsent', consent);
  await world.act('withdrawConsent', { consentId });
  expect(refusals(await world.act('linkClient', tim))).toEqual(['CONSENT_MISSING oin']);
  expect(world.asked).toEqual([]);
  await world.act('recordConsent', consent);
  expect(await world.act('linkClient', tim)).toMatchObject({ outcome: 'MATCHED', userErrors: [] });
});

test('refused, and nobody is asked', async () => {
  await using world = await createLinkingWorld(matched);
  const before = await world.everything();
  const answers = new Set<string>();
  for (const stranger of strangers) {
    answers.add(JSON.stringify(await world.act('linkClient', { ...link('peter', 'vechtoever'), clientId: stranger })));
    answers.add(JSON.stringify(await world.act('linkClient', { clientId: stranger, oin: 'x' })));
  }
  expect([...answers]).toEqual([expect.stringContaining('CLIENT_UNKNOWN')]);
  for (const oin of ['x', oins.casework]) {
    expect(refusals(await world.act('linkClient', { clientId: clientId('peter'), oin }))).toEqual([
      'ORGANISATION_UNKNOWN oin',
    ]);
  }
  expect(refusals(await world.act('linkClient', link('peter', 'brugwacht')))).toEqual(['LINKED_ALREADY oin']);
  expect(refusals(await world.act('linkClient', link('peter', 'vechtoever'), 'fatma'))).toEqual([
    'ROLE_NOT_ALLOWED null',
  ]);
  await world.sql('delete from casework.client_addresses');
  expect(refusals(await world.act('linkClient', link('peter', 'vechtoever')))).toEqual(['ATTRIBUTES_MISSING clientId']);
  expect(world.asked).toEqual([]);
  expect(await world.everything()).toBe(before);
});

test('an organisation that does not answer, or names one candidate or two alike, changes nothing', async () => {
  const one = { outcome: 'SEVERAL' as const, candidates: several.candidates.slice(0, 1) };
  const alike = { outcome: 'SEVERAL' as const, candidates: [...one.candidates, ...one.candidates] };
  await using world = await createLinkingWorld('nothing', one, alike, several, { outcome: 'NONE' });
  const before = await world.everything();
  for (let time = 0; time < 3; time += 1) {
    const payload = await world.act('linkClient', link('peter', 'vechtoever'));
    expect(refusals(payload)).toEqual(['ORGANISATION_UNAVAILABLE oin']);
  }
  expect(await world.everything()).toBe(before);
  const { id } = await world.act('linkClient', link('peter', 'vechtoever'));
  const confirmed = await world.act('confirmLink', { linkRequestId: id, candidate: 'a' });
  expect(refusals(confirmed)).toEqual(['ORGANISATION_UNAVAILABLE linkRequestId']);
  expect(await world.linkOf('peter', 'vechtoever')).toEqual([]);
});

test('without a way to ask, every organisation is unavailable', async () => {
  await using world = await createStoreWorld();
  expect(refusals(await world.act('linkClient', link('peter', 'vechtoever')))).toEqual([
    'ORGANISATION_UNAVAILABLE oin',
  ]);
});

test('two colleagues at once: the organisation is asked once', async () => {
  await using world = await createLinkingWorld(matched);
  const payloads = await Promise.all(
    ['sanne', 'bilal', 'joost'].map((as) => world.act('linkClient', link('peter', 'vechtoever'), as)),
  );
  expect(payloads.flatMap(refusals)).toEqual(['LINKED_ALREADY oin', 'LINKED_ALREADY oin']);
  expect(world.asked).toHaveLength(1);
});
