import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { type CaseworkWorld, createCaseworkWorld } from './casework-world.ts';
import { corporation, debt, dossier, insurer } from './dossier-fixtures.ts';

const caseload = `query ($team: ID!, $first: Int) { team(id: $team) { name clients(first: $first) {
  id birthDate name { full }
  household { id name { full } case { id } partners { name } }
  case { summary team { name } debtsElsewhere { amountCents } }
  partners { __typename oin name }
} } }`;

const clientId = (number: number) => `10000000-0000-4000-8000-1${String(number).padStart(11, '0')}`;

/** Fifty clients of one team, each with a household member, a case, a debt elsewhere and two links. */
async function addLargeTeam({ sql }: CaseworkWorld): Promise<void> {
  await sql(`insert into casework.teams values ('team-groot', 'Wijkteam Groot', 'Domstad')`);
  for (let number = 0; number < 50; number += 1) {
    const [client, member] = [clientId(number), clientId(number + 100)];
    await sql('insert into casework.households values ($1)', [client]);
    await sql(
      `insert into casework.clients values ($1, 'An', null, 'Eerste', '1980-01-01', $1), ($2, 'Bo', null, 'Tweede', '1981-01-01', $1)`,
      [client, member],
    );
    await sql(
      `insert into casework.cases values ($1, $1, 'team-groot', 'OPEN', '2026-01-01', null, 'hulpvraag', 5000)`,
      [client],
    );
    await sql(
      `insert into casework.case_relations (client_id, team_id, valid_from) values ($1, 'team-groot', '2026-01-01')`,
      [client],
    );
    await sql(`insert into casework.debts_elsewhere values ($1, 0, 'Postorder', 1, 1000)`, [client]);
    await sql('insert into casework.links values ($1, $2, $1), ($1, $3, $1)', [client, oins.vechtoever, oins.cjib]);
  }
}

test('a caseload of fifty takes as many statements as a caseload of one', async () => {
  await using world = await createCaseworkWorld();
  await addLargeTeam(world);
  const count = async (first: number) => {
    world.statements();
    const { data, errors } = await world.ask(caseload, { team: 'team-groot', first });
    expect(errors).toBeUndefined();
    expect(data.team.clients).toHaveLength(first);
    expect(data.team.clients.at(-1)).toMatchObject({
      household: [{ name: { full: 'Bo Tweede' } }],
      case: { team: { name: 'Wijkteam Groot' }, debtsElsewhere: [{ amountCents: 1000 }] },
    });
    expect(data.team.clients.at(-1).partners).toHaveLength(2);
    return world.statements();
  };
  const one = await count(1);
  const fifty = await count(50);
  expect(fifty.toSorted()).toEqual(one.toSorted());
  // team, caseload, household, cases of clients and of members, links likewise, debts elsewhere
  expect(one.length).toBeLessThanOrEqual(8);
});

test('two pages of the caseloads of all teams are read in one statement, besides the teams themselves', async () => {
  await using world = await createCaseworkWorld();
  await addLargeTeam(world);
  world.statements();
  const { data } = await world.ask('{ teams { a: clients(first: 2) { id } b: clients(first: 3, offset: 1) { id } } }');
  expect(data.teams.map(({ a, b }: { a: unknown[]; b: unknown[] }) => [a.length, b.length])).toEqual([
    [2, 3],
    [2, 3],
    [2, 3],
  ]);
  expect(world.statements()).toHaveLength(2);
});

test('the overviews of fifty clients take as many statements as the overview of one', async () => {
  await using world = await createCaseworkWorld();
  await addLargeTeam(world);
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Client {
    id overview { totals { outstandingCents } elsewhereCents capacityLeftCents missing { role partner { name } } } } } }`;
  const count = async (clients: number) => {
    const representations = Array.from({ length: clients }, (_, number) => ({
      __typename: 'Client',
      id: clientId(number),
      workAndIncome: [],
      wmo: [],
      housing: [dossier(corporation, { debts: [debt('a')] })],
      insurance: [dossier(insurer, { debts: [debt('b')] })],
      cjib: null,
    }));
    world.statements();
    const { data, errors } = await world.ask(query, { r: representations });
    expect(errors).toBeUndefined();
    expect(data._entities).toHaveLength(clients);
    expect(data._entities.at(-1).overview).toMatchObject({
      totals: { outstandingCents: 20_000 },
      elsewhereCents: 1000,
    });
    return world.statements();
  };
  const one = await count(1);
  expect(one).toHaveLength(4);
  expect((await count(50)).toSorted()).toEqual(one.toSorted());
});
