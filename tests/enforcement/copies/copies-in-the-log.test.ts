import { expect, test } from 'vitest';
import type { Release } from '../../../gateway/audit/release.ts';
import type { RequestAccess } from '../../../gateway/consent/access-control.ts';
import { loadRegister } from '../../../gateway/consent/load-register.ts';
import { committedRegister } from '../../../schema/register.ts';
import { createFederation } from '../../support/federation.ts';
import { accessBy, oinAt } from '../access-rules.ts';
import { annsCopies, copyingCasework } from './copying-casework.ts';

const ann = ['case', 'identity', 'casework:debt-freezes', 'housing:dossier', 'housing:debt-freezes'];
const until = Date.parse('2100-01-01T00:00:00Z');

/** What is allowed of a partner rests upon a consent that ends. */
function access(): RequestAccess {
  const decided = accessBy({ clients: { ann, bob: [] }, aboutNobody: ['organisation', 'requests'] }, 2)();
  return {
    ...decided,
    versionOf: () => 7,
    about: (subject, organisation) => (category) => {
      // What was asked of the own organisation is decided on without a case.
      if (category === 'requests') return { allowed: true };
      const decision = decided.about(subject, organisation)(category);
      if (!decision.allowed || organisation.role === 'casework') return decision;
      return { ...decision, basis: 'CONSENT', article: 'art. 1', consent: { id: 'consent', version: 3 }, until };
    },
  };
}

/** The lines of what an operation asks: about whom, of which organisation, with the fields that were shown. */
async function linesOf(query: string, copies = annsCopies) {
  const releases: Release[] = [];
  const audit = {
    release: async (release: Release) => {
      releases.push(release);
      return { released: true } as const;
    },
    append: async () => {},
    pseudonymOf: (clientId: string) => `log-name of ${clientId}`,
    register: loadRegister(committedRegister),
  };
  await using federation = await createFederation(copyingCasework(copies), { access, audit });
  const { data } = await federation.ours({ query });
  const [release] = releases;
  if (!release) throw new Error('nothing was released');
  const sets = new Map(release.fieldSets.map(({ digest, coordinates }) => [digest, coordinates]));
  const lines = release.entries
    .filter(({ kind }) => kind !== 'request')
    .map((entry) => ({ ...entry, coordinates: sets.get(entry.fields ?? '') ?? [] }));
  const of = (client: string | null, oin: string) =>
    lines.filter(
      ({ subject, organisation }) => subject === (client && `log-name of ${client}`) && organisation === oin,
    );
  return { data, release, lines, of };
}

test('a copy is a line of the client and the organisation whose data it is, with what it rests upon', async () => {
  const { of, release } = await linesOf('{ client(id: "ann") { copies { id contact { phone } } } }');
  expect(of('ann', oinAt(1))).toMatchObject([
    {
      kind: 'access',
      source: 'housing',
      released: ['debt-freezes', 'dossier'],
      denied: [{ categories: ['contact-persons'], reason: 'NO_LEGAL_BASIS' }],
      basis: [{ basis: 'CONSENT', categories: ['debt-freezes', 'dossier'], consent: { id: 'consent', version: 3 } }],
      coordinates: ['Copy.id'],
    },
  ]);
  expect(of('ann', oinAt(2))).toMatchObject([
    { released: [], denied: [{ categories: ['penal'], reason: 'NO_LEGAL_BASIS' }], coordinates: [] },
  ]);
  expect([...release.relied]).toEqual([['ann', 7]]);
  expect(release.until).toBe(until);
});

test('what is the wijkteam’s own stays in the line of the client and the wijkteam, and nothing else does', async () => {
  const query = '{ client(id: "ann") { copies { id } } }';
  const coordinates = async (copies: typeof annsCopies) => {
    const { of } = await linesOf(query, copies);
    return of('ann', oinAt(0)).flatMap((line) => line.coordinates);
  };
  expect(await coordinates(annsCopies)).toEqual(['Client.copies', 'Copy.id']);
  expect(await coordinates(annsCopies.slice(1))).toEqual(['Client.copies']);
});

test('that there is a copy is a line, also when nothing of it is asked', async () => {
  const { of, release } = await linesOf('{ copy(id: "of-housing") { __typename } }');
  expect(of('ann', oinAt(1))).toMatchObject([{ released: ['debt-freezes', 'dossier'], coordinates: [] }]);
  expect([...release.relied.keys()]).toEqual(['ann']);
});

test('what names a client below no client is a line of that client', async () => {
  const { of, release } = await linesOf('{ folder(id: "ann") { id } }');
  expect(of('ann', oinAt(0))).toMatchObject([{ released: ['debt-freezes'], coordinates: ['Folder.id'] }]);
  expect([...release.relied.keys()]).toEqual(['ann']);
});

test('each request that a contact person sees is a line of its client', async () => {
  const copies = ['ann', 'bob', 'ann'].map((clientId, index) => ({ id: String(index), clientId }));
  const { of } = await linesOf('{ received { id } }', [...copies, { id: '3', clientId: null }]);
  for (const client of ['ann', 'bob'])
    expect(of(client, oinAt(0))).toMatchObject([{ released: ['requests'], coordinates: ['Received.id'] }]);
});

test('an act is a line for each organisation that was asked, and one where none was', async () => {
  const query = 'mutation { copyIt(id: "own") { copy { id } } }';
  const { lines, data } = await linesOf(query);
  expect(data).toEqual({ copyIt: { copy: { id: 'own' } } });
  const acts = lines.filter(({ kind }) => kind === 'act');
  const brief = acts.map(({ name, status, subject, organisation, source }) => [
    name,
    status,
    subject,
    organisation,
    source,
  ]);
  expect(brief).toEqual([
    ['Mutation.copyIt', 'Ok', 'log-name of ann', oinAt(1), 'housing'],
    ['Mutation.copyIt', 'Ok', 'log-name of ann', oinAt(2), 'cjib'],
  ]);
  expect(new Set(acts.map(({ span }) => span)).size).toBe(2);
  const own = await linesOf(query, annsCopies.slice(0, 1));
  expect(own.lines.filter(({ kind }) => kind === 'act')).toMatchObject([
    { status: 'Ok', subject: 'log-name of ann', organisation: null },
  ]);
  const refused = await linesOf('mutation { copyIt(id: "x") { oins } }');
  expect(refused.lines.filter(({ kind }) => kind === 'act')).toMatchObject([
    { status: 'Unset', subject: null, organisation: null },
  ]);
});

test('an act of a contact person is a line of the client whom its answer names for the log alone', async () => {
  const { lines, data } = await linesOf('mutation { answerIt(id: "own") { userErrors { code } } }');
  expect(data).toEqual({ answerIt: { userErrors: [] } });
  expect(lines.filter(({ kind }) => kind === 'act')).toMatchObject([
    { name: 'Mutation.answerIt', status: 'Ok', subject: 'log-name of ann', organisation: oinAt(1) },
  ]);
});
