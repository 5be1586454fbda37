import { expect, test } from 'vitest';
import { actorDirectory } from '../../../gateway/audit/questions/actor-directory.ts';
import { findPatterns } from '../../../gateway/audit/questions/patterns/find-patterns.ts';
import type { Actor } from '../../../gateway/identity/actor.ts';
import { withRole } from '../../../gateway/store/database.ts';
import { casebook } from '../../../subgraphs/casebook/people.ts';
import { openPool } from '../../support/database.ts';
import { actor } from './log-builder.ts';
import { createQuestionWorld, type QuestionWorld } from './question-world.ts';

const idOf = (key: string) => casebook.flatMap(({ people }) => people).find((person) => person.key === key)?.id ?? '';

const someone: Actor = { subject: 'x', name: 'X', team: 'team-ondiep', role: 'professional', organisation: '1' };

async function alike(world: QuestionWorld, family: string | null, postcode: string | null, houseNumber: string | null) {
  const rows = await world.services.log.read<{ client_id: string; by_name: boolean; by_address: boolean }>({
    text: 'select * from casework.gateway_clients_like($1, $2, $3)',
    values: [family, postcode, houseNumber],
  });
  const keys = new Map(casebook.flatMap(({ people }) => people.map(({ id, key }) => [id, key])));
  return rows.map((row) => `${keys.get(row.client_id)} ${row.by_name ? 'N' : ''}${row.by_address ? 'A' : ''}`);
}

test('a family name is the same in any case, with accents, prefixes and as part of a double one', async () => {
  await using world = await createQuestionWorld();
  for (const name of ['Dongen', 'van Dongen', 'VAN DÓNGEN', 'Visser-van Dongen', 'Dongen, van', "d'Ongen"]) {
    const names = (await alike(world, name, null, null)).filter((found) => /^(ria|kevin) N/.test(found));
    expect(names, name).toHaveLength(name.includes("'") || name.includes(',') ? 0 : 2);
  }
  expect(await alike(world, 'de Wit', null, null)).toHaveLength(4);
  expect(await alike(world, 'Donge', null, null)).toEqual([]);
  for (const nobody of ['', ' ', 'van der', '-', '%', '日本'])
    expect(await alike(world, nobody, null, null)).toEqual([]);
});

test('letters that have no accent to take off are compared as they are written without them', async () => {
  await using world = await createQuestionWorld();
  const store = (family: string, id: string) =>
    world.log.sql(`update casework.clients set family = $1 where id = $2`, [family, idOf(id)]);
  await store('Sørensen', 'marleen');
  await store('Müller', 'hakan');
  await store('Şahin', 'joyce');
  await store('in ’t Veld', 'tim');
  for (const [name, key] of [
    ['Sorensen', 'marleen'],
    ['MULLER', 'hakan'],
    ['Mu\u0308ller', 'hakan'],
    ['sahin', 'joyce'],
    ["in 't Veld", 'tim'],
    ['Veld', 'tim'],
  ] as const) {
    expect(await alike(world, name, null, null), name).toEqual([`${key} N`]);
  }
});

test('an address is postcode and house number; an addition that one of the two lacks makes no difference', async () => {
  await using world = await createQuestionWorld();
  await world.log.sql(`update casework.client_addresses set house_number = '4 bis' where client_id = $1`, [
    idOf('ria'),
  ]);
  const cases: [string, string, string[]][] = [
    ['9999 XD', '4', ['ria A', 'kevin A']],
    ['9999xd', '4BIS', ['ria A', 'kevin A']],
    ['9999XD', '4-A', ['kevin A']],
    ['9999 XD', '44', []],
    ['9999 XE', '4', []],
    ['', '', []],
  ];
  for (const [postcode, number, expected] of cases) {
    expect(await alike(world, null, postcode, number), `${postcode} ${number}`).toEqual(expected);
  }
  expect(await alike(world, 'van Dongen', '9999 XD', '4')).toEqual(['ria NA', 'kevin NA']);
});

test('who looks at the own name or address is found, by what the identity provider said then or now', async () => {
  await using world = await createQuestionWorld();
  const pool = openPool({ connectionString: withRole(world.databaseUrl) });
  const directory = actorDirectory(pool);
  const rows = () => world.log.sql('select subject, family_name, postcode, house_number from audit.actors');
  directory.seen({ ...someone, subject: 'smit', familyName: 'Smit' });
  directory.seen({ ...someone, subject: 'mover', home: { postcode: '9999 XA', houseNumber: '1' } });
  await expect.poll(async () => (await rows()).length, { timeout: 20_000 }).toBe(2);
  directory.seen({ ...someone, subject: 'mover', home: { postcode: '1111 AA', houseNumber: '1' } });
  directory.seen(someone);
  await expect.poll(async () => (await rows()).length, { timeout: 20_000 }).toBe(3);
  // Another gateway, that has not seen them yet, adds nothing.
  actorDirectory(pool).seen({ ...someone, subject: 'smit', familyName: 'Smit' });
  await pool.end();
  expect(await rows()).toHaveLength(3);

  const at = '2026-11-20T10:00:00Z';
  await world.log.add(
    { at, client: idOf('ineke'), actor: actor('smit') },
    { at, client: idOf('ria'), actor: actor('smit') },
    {
      at,
      client: idOf('marleen'),
      actor: actor('mover'),
      denied: [{ reason: 'NO_CASE_RELATION', categories: ['case'] }],
    },
    { at, client: idOf('ineke'), actor: actor('mover') },
    { at, client: idOf('ineke'), actor: actor('unknown') },
  );
  const findings = await findPatterns(
    { from: new Date('2026-11-01'), to: new Date('2026-12-01'), kinds: ['OWN_NAME_OR_ADDRESS'] },
    world.services,
  );
  expect(findings.map(({ actor: who, rule, samples }) => [who, /eigen \w+/.exec(rule)?.[0], samples[0]?.seq])).toEqual([
    ['mover', 'eigen adres', 3],
    ['smit', 'eigen achternaam', 1],
  ]);
});

test('the directory does not fail who asks when the database is away, and tries again when they ask next', async () => {
  await using world = await createQuestionWorld();
  const pool = openPool({ connectionString: withRole(world.databaseUrl), max: 1 });
  const directory = actorDirectory(pool);
  await world.log.sql('revoke insert on audit.actors from kl_gateway');
  directory.seen({ ...someone, familyName: 'Smit' });
  // In turn on the one connection: the first has failed when this is answered.
  await pool.query('select 1');
  expect(await world.log.sql('select from audit.actors')).toEqual([]);
  await world.log.sql('grant insert on audit.actors to kl_gateway');
  await expect
    .poll(
      async () => {
        directory.seen({ ...someone, familyName: 'Smit' });
        return (await world.log.sql('select from audit.actors')).length;
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  await expect(pool.query(`update audit.actors set family_name = 'x'`)).rejects.toMatchObject({ code: '42501' });
  await expect(pool.query('delete from audit.actors')).rejects.toMatchObject({ code: '42501' });
  await pool.end();
});
