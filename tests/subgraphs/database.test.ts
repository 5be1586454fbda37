import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { pseudonymsFrom } from '../../subgraphs/casebook/pseudonym.ts';
import { cjib } from '../../subgraphs/cjib/service.ts';
import { housing } from '../../subgraphs/housing/service.ts';
import type { HousingTables } from '../../subgraphs/housing/tables.ts';
import { insurer } from '../../subgraphs/insurer/service.ts';
import type { DossierRecord } from '../../subgraphs/kit/contract/records.ts';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import { wmo } from '../../subgraphs/wmo/service.ts';
import { workAndIncome } from '../../subgraphs/work-and-income/service.ts';
import { createDatabase } from '../support/database.ts';
import { organisations } from './partner-world.ts';

const partners = [workAndIncome, wmo, housing, insurer, cjib];
const seeding = { organisations, pseudonymOf: pseudonymsFrom('a secret') };

test('two starts at once, on one database and on two, both migrate and seed', async () => {
  await using first = await createDatabase({ template: false });
  await using second = await createDatabase({ template: false });
  const start = async (url: string) => {
    for (const partner of partners) {
      await partner.migrate(url);
      await partner.seed(url, seeding);
    }
  };
  await Promise.all([start(first.url), start(first.url), start(second.url), start(second.url)]);
  for (const { url } of [first, second]) {
    expect(await rows(url, 'select count(*)::int from housing.dossiers')).toEqual([{ count: 11 }]);
    expect(await rows(url, 'select count(*)::int from cjib.dossiers')).toEqual([{ count: 7 }]);
  }
});

test('only records of the organisations asked for are stored', async () => {
  await using database = await createDatabase({ template: false });
  await housing.migrate(database.url);
  const one = organisations.filter(({ oin }) => oin === oins.elinkhof);
  await housing.seed(database.url, { ...seeding, organisations: one });
  const kept = 'select distinct oin from housing.dossiers union select oin from housing.contact_persons';
  expect(await rows(database.url, kept)).toEqual([{ oin: oins.elinkhof }]);
});

test('a role reaches its own schema and no other, and cannot change its tables', async () => {
  await using database = await createDatabase({ template: false });
  for (const partner of [housing, cjib]) await partner.migrate(database.url);
  const connection = connectDatabase<HousingTables>({ databaseUrl: database.url, role: 'housing' });
  try {
    expect(await connection.selectFrom('tenancies').selectAll().execute()).toEqual([]);
    await expect(sql`select * from cjib.dossiers`.execute(connection)).rejects.toMatchObject({ code: '42501' });
    await expect(sql`drop table tenancies`.execute(connection)).rejects.toMatchObject({ code: '42501' });
    await expect(sql`select * from kysely_migration`.execute(connection)).rejects.toMatchObject({ code: '42501' });
    await expect(sql`create table extra ()`.execute(connection)).rejects.toMatchObject({ code: '42501' });
  } finally {
    await connection.destroy();
  }
});

const dossier = { oin: oins.vechtoever, pseudonym: 'p', reference: 'R', contactPersons: [] };
const tenancy = { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 0 };
const debt = {
  id: 'D',
  kind: 'RENT',
  description: 'd',
  since: '2026-01-01',
  stage: 'NOTICE',
  principalCents: 1,
} as const;
const freeze = { id: 'F', status: 'ACTIVE', from: '2026-02-01', until: '2026-03-01', debtIds: ['D'] } as const;
const arrangement = {
  id: 'A',
  status: 'ACTIVE',
  debtIds: ['D'],
  monthlyCents: 1,
  instalments: 1,
  firstDueOn: '2026-02-01',
} as const;

const impossible: Record<string, Partial<DossierRecord>> = {
  'a negative principal': { debts: [{ ...debt, principalCents: -1 }] },
  'a negative payment': { debts: [{ ...debt, paidCents: -1 }] },
  'a surcharge undone before it was added': {
    debts: [
      {
        ...debt,
        surcharges: [{ kind: 'INTEREST', amountCents: 1, addedOn: '2026-02-01', undoneOn: '2026-01-01' }],
      },
    ],
  },
  'a freeze that ends before it starts': { debts: [debt], debtFreezes: [{ ...freeze, until: '2026-01-31' }] },
  'a freeze of a debt that is not in the dossier': { debtFreezes: [freeze] },
  'an arrangement without instalments': { debts: [debt], paymentArrangements: [{ ...arrangement, instalments: 0 }] },
  'more instalments missed than there are': {
    debts: [debt],
    paymentArrangements: [{ ...arrangement, missedInstalments: 2 }],
  },
  'a deferral beyond the first instalment': {
    debts: [debt],
    paymentArrangements: [{ ...arrangement, deferredUntil: '2026-02-02' }],
  },
  'a status that does not exist': {
    debts: [debt],
    debtFreezes: [{ ...freeze, status: 'PAUSED' as 'ACTIVE' }],
  },
};

test('the tables refuse what cannot be, and then store nothing of it', async () => {
  await using database = await createDatabase({ template: false });
  await housing.migrate(database.url);
  for (const [what, wrong] of Object.entries(impossible)) {
    const storing = housing.store(database.url, [{ ...dossier, tenancy, ...wrong }]);
    await expect(storing, what).rejects.toMatchObject({ code: expect.stringMatching(/^(23514|23503)$/) });
  }
  expect(await rows(database.url, 'select count(*)::int from housing.dossiers')).toEqual([{ count: 0 }]);
  const right = { ...dossier, tenancy, debts: [debt], debtFreezes: [freeze], paymentArrangements: [arrangement] };
  await housing.store(database.url, [right]);
});

test('a freeze cannot cover a debt of another dossier', async () => {
  await using database = await createDatabase({ template: false });
  await housing.migrate(database.url);
  await housing.store(database.url, [{ ...dossier, tenancy, debts: [debt] }]);
  const other = { ...dossier, reference: 'R2', tenancy, debtFreezes: [freeze] };
  await expect(housing.store(database.url, [other])).rejects.toMatchObject({ code: '23503' });
});

async function rows(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  const result = await client.query(text);
  await client.end();
  return result.rows;
}
