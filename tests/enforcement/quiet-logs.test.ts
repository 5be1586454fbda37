import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { developmentUsers } from '../../dev/users.ts';
import { casebook } from '../../subgraphs/casebook/people.ts';
import { createWorld, type World } from '../support/world.ts';
import { act, activity, askAbout, bodyOf, idOf } from './ask-about.ts';

let written: string[];
beforeEach(() => {
  written = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...values) => void written.push(values.map(String).join(' ')));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

const reason = 'Ligt thuis op de grond en reageert niet';
const selection =
  'id name { full } household { id name { full } } consents { id } workAndIncome { reference } wmo { reference } housing { reference } insurance { reference } cjib { reference fines { debtId } } overview { missing { reason } }';

/** Decisions of every kind: allowed, denied for each reason, acts that are done and refused, a database that is misused. */
async function decideOfEveryKind(world: World): Promise<void> {
  const activities = [
    'debt-assistance',
    'social-support',
    'early-signal',
    'eviction-prevention',
    'income-support',
    'emergency-access',
  ];
  for (const name of activities) {
    for (const key of ['natasja', 'peter', 'ria', 'yvonne', 'herman']) {
      await askAbout(world, key, selection, { purpose: activity(name) });
    }
  }
  for (const as of ['fatma', 'wendy']) await askAbout(world, 'natasja', selection, { as });
  await askAbout(world, 'natasja', selection, { purpose: null });
  await askAbout(world, 'natasja', selection, { purpose: `urn:${idOf('natasja')}` });
  await act(world, 'withdrawConsent', { consentId: '40000000-0000-4000-8000-000000000003' }, { client: selection });
  await act(world, 'withdrawConsent', { consentId: idOf('natasja') });
  const emergency = { purpose: activity('emergency-access') };
  const input = { clientId: idOf('herman'), reason, categories: ['identity', 'penal'] };
  await act(world, 'openEmergencyAccess', input, { ...emergency, client: selection });
  await act(world, 'openEmergencyAccess', { ...input, reason: 'Kort' }, emergency);
  await world.ask('{ emergencyAccesses { clientId reason openedBy } }', { as: 'fatma', purpose: null });
  await act(world, 'handOverCase', { clientId: idOf('marleen'), toTeam: 'team-assendorp' });
  await world.stop('cjib');
  await askAbout(world, 'ricardo', selection);
  await world.stop('casework');
  await askAbout(world, 'ricardo', selection);
}

test('no log says whom anything was decided about: no client id, pseudonym, name, dossier, consent, reason or token', async () => {
  await using world = await createWorld();
  await decideOfEveryKind(world);
  const said = `${world.logged()}\n${written.join('\n')}`;
  expect(world.logged()).toContain('"msg":"request"');

  const pseudonyms = world.calls
    .filter(({ role }) => role !== 'casework')
    .flatMap((call) => Object.values(bodyOf(call).variables).flat() as { id?: string }[])
    .flatMap(({ id }) => (id === undefined ? [] : [id]));
  expect(new Set(pseudonyms).size).toBeGreaterThan(10);
  const people = casebook.flatMap(({ people: inCase }) => inCase);
  const never = [
    ...people.flatMap(({ id, given, family }) => [id, given, family].filter((text) => text.length > 3)),
    ...developmentUsers.flatMap(({ subject, name }) => [subject, ...name.split(' ').filter((text) => text.length > 3)]),
    ...pseudonyms,
    ...['40000000-0000-4000-8000-', 'CJ-5504417', 'WID-288410', reason, 'Kort"'],
    ...(await world.token('sanne')).split('.'),
  ];
  for (const text of never) expect(said.includes(text), `"${text.slice(0, 24)}" stands in a log`).toBe(false);
});
