import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import { pseudonymsFrom } from '../../subgraphs/casebook/pseudonym.ts';
import { testPseudonymSecret } from '../support/database.ts';
import { createWorld, oinOf, type World } from '../support/world.ts';
import { act, askAbout, idOf, refusals, team } from './ask-about.ts';

const pseudonymOf = pseudonymsFrom(testPseudonymSecret);

let world: World;
beforeAll(async () => {
  world = await createWorld();
  // The team helps Natasja and the children; no longer Dennis, who is in the household too.
  const ended = await act(world, 'endCaseRelation', { clientId: idOf('dennis'), reason: 'Wil zelf geen hulp' });
  expect(ended.act).toMatchObject({ userErrors: [] });
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.forget();
});

const members =
  'household { name { given } birthDate workAndIncome { reference } housing { reference } cjib { reference } }';

/** Every name that somebody could know Dennis by. */
const namesOfDennis = [
  'Dennis',
  '1982-12-03',
  idOf('dennis'),
  ...personByKey('dennis').linked.map((name) => pseudonymOf(oinOf(name), idOf('dennis'))),
];

describe('a housemate whom the team does not help', () => {
  test('is null, with an error of their own; the others are whole, and nobody is asked about them', async () => {
    const answer = await askAbout(world, 'natasja', `name { given } cjib { reference } ${members}`);
    const child = { workAndIncome: [], housing: [], cjib: [] };
    expect(answer.data).toEqual({
      client: {
        name: { given: 'Natasja' },
        cjib: [{ reference: 'CJ-5504417' }],
        household: [
          null,
          { name: { given: 'Sem' }, birthDate: '2014-06-27', ...child },
          { name: { given: 'Lotte' }, birthDate: '2017-02-11', ...child },
        ],
      },
    });
    expect(refusals(answer)).toEqual([`client.household.0 | NO_CASE_RELATION | ${team} | case`]);
    for (const name of namesOfDennis) {
      expect(answer.text, 'the answer').not.toContain(name);
      for (const { body, role } of world.calls) expect(body, `a call to ${role}`).not.toContain(name);
    }
  });

  test('hides who lives with them from that side, and not from the other', async () => {
    const answer = await askAbout(world, 'sem', 'household { name { given } household { name { given } } }');
    // Sem lives with Dennis, Natasja and Lotte; each of them lives with Sem.
    const household = (answer.data as { client: { household: unknown[] } }).client.household;
    expect(household).toEqual([
      null,
      { name: { given: 'Natasja' }, household: [null, { name: { given: 'Sem' } }, { name: { given: 'Lotte' } }] },
      { name: { given: 'Lotte' }, household: [null, { name: { given: 'Natasja' } }, { name: { given: 'Sem' } }] },
    ]);
    expect(refusals(answer)).toEqual(
      ['client.household.0', 'client.household.1.household.0', 'client.household.2.household.0'].map(
        (path) => `${path} | NO_CASE_RELATION | ${team} | case`,
      ),
    );
    expect(answer.text).not.toContain('Dennis');
  });

  test('is no client that can be asked for either', async () => {
    const answer = await askAbout(world, 'dennis', 'name { full }');
    expect([answer.data, refusals(answer)]).toEqual([{ client: null }, [`client | NO_CASE_RELATION | ${team} | case`]]);
  });

  test('is not in the overview of the one who is helped', async () => {
    const answer = await askAbout(
      world,
      'natasja',
      'overview { partners { name } totals { debts } missing { reason } }',
    );
    expect(answer.errors).toBeUndefined();
    for (const { body, role } of world.calls)
      for (const name of namesOfDennis) expect(body, `a call to ${role}`).not.toContain(name);
  });
});
