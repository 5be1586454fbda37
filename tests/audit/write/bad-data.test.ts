import { expect, test } from 'vitest';
import { AuditUnavailableError } from '../../../gateway/errors.ts';
import { readChains } from './read-chains.ts';
import { createWriterWorld, entry, release } from './writer-world.ts';

const secret = 'nothing-of-this-in-a-log';

// PostgreSQL's JSON takes neither; JSON.stringify writes both.
test.each([
  ['a character that does not exist', '\0'],
  ['half a character', '\ud800'],
])('a release with %s is refused; the others of the same moment are recorded', async (_, character) => {
  await using world = await createWriterWorld();
  const writer = await world.open();
  const bad = release({ entries: [entry(), entry({ name: `${secret}${character}` }), entry()] });
  const all = [...Array.from({ length: 11 }, () => release()), bad, ...Array.from({ length: 4 }, () => release())];
  const outcomes = await Promise.allSettled(all.map((each) => writer.release(each)));
  const released = { status: 'fulfilled', value: { released: true } };
  expect(outcomes.filter((_, index) => index !== 11)).toEqual(Array(15).fill(released));
  expect(outcomes[11]).toMatchObject({ reason: expect.any(AuditUnavailableError) });
  const chains = await readChains(world.url);
  expect([...chains.keys()]).toEqual([writer.state().writer]);
  expect([...chains.values()].flat()).toHaveLength(15);
  expect(JSON.stringify(outcomes) + world.logged()).not.toContain(secret);
  expect(world.logged()).toMatch(/"code":"22P0[25]"/);
});

test('text of any kind comes back as it was recorded', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open();
  const names = ['', '\n', 'a\nb\r\n"c"\\', '\u2028', 'é€😀', '\\u0041', '\u0001\u007f', "'); drop table x; --"];
  const lines = names.map((name) => entry({ name, denied: [{ categories: [name], reason: name }] }));
  await writer.append(lines);
  const [chain = []] = (await readChains(world.url)).values();
  expect(chain).toEqual(lines.map((line) => expect.objectContaining(line)));
});
