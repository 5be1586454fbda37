import { expect, test } from 'vitest';
import { casebook, oins } from '../../../subgraphs/casebook/people.ts';
import { createWorld, type World } from '../../support/world.ts';

const idOf = (key: string) => casebook.flatMap(({ people }) => people).find((person) => person.key === key)?.id ?? '';

const view =
  'query ($id: ID!) { client(id: $id) { name { full } housing { debts { id } } cjib { fines { originalCents } } } }';

const officer = { as: 'fatma', purpose: null };

interface Entry {
  kind: string;
  name: string;
  subject: string | null;
  actor: { subject: string; role: string };
  organisation: { oin: string } | null;
  released: string[];
  fields: string[];
  denials: { reason: string }[];
  bases: { article: string }[];
  purpose: string | null;
}

async function logOf(world: World, filter: Record<string, unknown>): Promise<Entry[]> {
  const query = `query ($filter: AccessLogFilter) { accessLog(filter: $filter, first: 200) { entries {
    kind name subject actor { subject role } organisation { oin } released fields denials { reason } bases { article } purpose
  } } }`;
  const { data, errors } = await world.ask(query, { ...officer, variables: { filter } });
  expect(errors).toBeUndefined();
  return (data as { accessLog: { entries: Entry[] } }).accessLog.entries;
}

test('what a professional was shown and denied is what the privacy officer and the client are told', async () => {
  await using world = await createWorld();
  const shown = await world.ask(view, { variables: { id: idOf('ria') } });
  expect(shown.data).toMatchObject({ client: { name: { full: 'Ria van Dongen' }, housing: [{}] } });
  const refused = await world.ask(view, { as: 'marijke', variables: { id: idOf('ria') } });
  expect(refused.data).toEqual({ client: null });

  const entries = await logOf(world, { client: idOf('ria'), kind: 'ACCESS' });
  const atHousing = entries.filter(({ organisation }) => organisation?.oin === oins.vechtoever);
  expect(atHousing).toMatchObject([
    {
      actor: { role: 'professional' },
      released: expect.arrayContaining(['debts']),
      bases: [{ article: expect.any(String) }],
    },
  ]);
  expect(atHousing[0]?.fields).toContain('Debt.id');
  const denied = await logOf(world, { client: idOf('ria'), decision: 'DENIED' });
  expect(denied.some(({ denials }) => denials.some(({ reason }) => reason === 'NO_CASE_RELATION'))).toBe(true);

  const query = 'query ($id: ID!) { accessReport(client: $id) { totals { records released denied } csv html } }';
  const { data } = await world.ask(query, { ...officer, variables: { id: idOf('ria') } });
  const { totals, csv, html } = (data as { accessReport: { totals: object; csv: string; html: string } }).accessReport;
  const all = await logOf(world, { client: idOf('ria'), kind: 'ACCESS' });
  const searches = await logOf(world, { client: idOf('ria'), kind: 'SEARCH' });
  expect(totals).toMatchObject({ released: all.filter(({ released }) => released.length > 0).length });
  expect(totals).toMatchObject({ denied: all.filter(({ denials }) => denials.length > 0).length });
  expect(searches.length).toBeGreaterThan(0);
  for (const text of [csv, html]) {
    expect(text).toContain('Woonstichting De Vechtoever');
    expect(text).toMatch(/het team hielp u toen niet/i);
    expect(text).not.toMatch(/Dongen|Sanne|Marijke|20000000-|10000000-/);
  }
});

test('a search is itself in the log, with whom it was about and who searched', async () => {
  await using world = await createWorld();
  await logOf(world, { client: idOf('ria') });
  const [search, ...more] = await logOf(world, { kind: 'SEARCH', client: idOf('ria') });
  expect(more).toEqual([]);
  expect(search).toMatchObject({ name: 'Query.accessLog', actor: { role: 'privacy-officer' } });
  expect(world.logged()).not.toContain(idOf('ria'));
});

test('who looks at the own name and the own house is found by what the identity provider says of them', async () => {
  await using world = await createWorld();
  for (const key of ['ineke', 'kevin', 'tim']) await world.ask(view, { as: 'femke', variables: { id: idOf(key) } });
  const query = `query ($from: DateTime!, $to: DateTime!) {
    patterns(from: $from, to: $to, kinds: [OWN_NAME_OR_ADDRESS]) { rule actor subjects }
  }`;
  const from = new Date(Date.now() - 86_400_000).toISOString();
  const to = new Date(Date.now() + 60_000).toISOString();
  const ask = async () => {
    const { data } = await world.ask(query, { ...officer, variables: { from, to } });
    return (data as { patterns: { rule: string; actor: string; subjects: string[] }[] }).patterns;
  };
  await expect.poll(async () => (await ask()).length, { timeout: 20_000 }).toBe(2);
  const findings = await ask();
  const subjectOf = async (key: string) => (await logOf(world, { client: idOf(key), kind: 'ACCESS' }))[0]?.subject;
  expect(findings).toEqual([
    {
      rule: expect.stringContaining('eigen adres'),
      actor: expect.stringMatching(/^2.*11$/),
      subjects: [await subjectOf('kevin')],
    },
    {
      rule: expect.stringContaining('eigen achternaam'),
      actor: findings[0]?.actor,
      subjects: [await subjectOf('ineke')],
    },
  ]);
});
