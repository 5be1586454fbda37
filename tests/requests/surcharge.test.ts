import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import type { DebtFreezeRecord } from '../../subgraphs/kit/contract/records.ts';
import type { ContractTables } from '../../subgraphs/kit/contract/tables.ts';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import { addSurcharge } from '../../subgraphs/kit/requests/surcharges/surcharge-add.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';

let partner: AskedPartner;
let database: ReturnType<typeof connectDatabase<ContractTables>>;

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
  database = connectDatabase<ContractTables>({ databaseUrl: partner.databaseUrl, role: 'housing' });
});

afterAll(async () => {
  await database.destroy();
  await partner[Symbol.asyncDispose]();
});

let dossiers = 0;

/** A debt that a freeze covers from 1 November until 31 December. */
async function frozen(changed: Partial<DebtFreezeRecord> = {}): Promise<string> {
  dossiers += 1;
  const reference = `V${dossiers}`;
  const id = `${reference}-S`;
  const freeze = {
    id: `${reference}-P`,
    status: 'ACTIVE',
    from: '2026-11-01',
    until: '2026-12-31',
    debtIds: [id],
  } as const;
  await partner.keep({
    reference,
    tenancy: { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 },
    debts: [{ id, kind: 'RENT', description: 'Huur', since: '2026-01-01', stage: 'NOTICE', principalCents: 100_000 }],
    debtFreezes: [{ ...freeze, ...changed }],
  });
  return id;
}

function insert(debtId: string, addedOn: string) {
  return partner.rows(`insert into surcharges (oin, debt_id, position, kind, amount_cents, added_on)
    values ('${partner.oin}', '${debtId}', 9, 'COLLECTION_COSTS', 1000, '${addedOn}')`);
}

function add(debtId: string, addedOn: string) {
  return database
    .transaction()
    .execute((store) =>
      addSurcharge({ store, oin: partner.oin }, { debtId, kind: 'INTEREST', amountCents: 1_000, addedOn }),
    );
}

const refused = { code: '23514', constraint: 'no_surcharge_while_frozen' };

test('the database takes no surcharge on any day of a freeze that runs, and takes it the day before and after', async () => {
  const id = await frozen();
  for (const day of ['2026-11-01', '2026-11-22', '2026-12-31'])
    await expect(insert(id, day)).rejects.toMatchObject(refused);
  await insert(id, '2026-10-31');
  await partner.rows(`delete from surcharges where debt_id = '${id}'`);
  await insert(id, '2027-01-01');
});

test('a surcharge that is there does not grow while a freeze runs, nor comes back', async () => {
  const id = await frozen();
  await insert(id, '2026-10-31');
  const moved = partner.rows(`update surcharges set added_on = '2026-11-30' where debt_id = '${id}'`);
  await expect(moved).rejects.toMatchObject(refused);
  await partner.rows(`update surcharges set added_on = '2026-10-01', amount_cents = 900 where debt_id = '${id}'`);
});

test('what asks for it is told that the debt is frozen, and until when', async () => {
  const id = await frozen();
  expect(await add(id, '2026-11-22')).toEqual({ added: false, because: 'DEBT_FROZEN', frozenUntil: '2026-12-31' });
  expect(await add('Z9', '2026-11-22')).toEqual({ added: false, because: 'DEBT_UNKNOWN' });
  expect(await add(id, '2027-01-01')).toEqual({ added: true });
  expect(await add(id, '2027-01-02')).toEqual({ added: true });
});

test('a freeze that was refused, or only asked for, holds nothing', async () => {
  for (const status of ['REQUESTED', 'REFUSED', 'WITHDRAWN'] as const) {
    expect(await add(await frozen({ status }), '2026-11-22'), status).toEqual({ added: true });
  }
});

test('nothing is added afterwards for the days on which a freeze ran that has lapsed since', async () => {
  const id = await frozen({ status: 'LAPSED', until: '2026-11-10' });
  expect(await add(id, '2026-11-09')).toMatchObject({ because: 'DEBT_FROZEN' });
  expect(await add(id, '2026-11-11')).toEqual({ added: true });
});

test('what is stored again is not refused for a freeze that was granted since', async () => {
  const id = await frozen({ status: 'REQUESTED' });
  const kept = { kind: 'COURT_COSTS', amountCents: 500, addedOn: '2026-11-20' } as const;
  const debt = {
    id,
    kind: 'RENT',
    description: 'Huur',
    since: '2026-01-01',
    stage: 'NOTICE',
    principalCents: 1,
  } as const;
  const again = () =>
    partner.keep({
      reference: id.slice(0, -2),
      tenancy: { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 },
      debts: [{ ...debt, surcharges: [kept] }],
    });
  await again();
  await partner.rows(`update debt_freezes set status = 'ACTIVE' where id = '${id.slice(0, -1)}P'`);
  await again();
});

test('a surcharge that comes while a freeze is being granted waits, and is refused when it is', async () => {
  const id = await frozen({ status: 'REQUESTED' });
  const granting = database.transaction().execute(async (store) => {
    await store.selectFrom('debts').select('id').where('id', '=', id).forUpdate().execute();
    await store
      .updateTable('debt_freezes')
      .set({ status: 'ACTIVE' })
      .where('id', '=', `${id.slice(0, -1)}P`)
      .execute();
    const adding = insert(id, '2026-11-22').catch((error: unknown) => error);
    await waitingForLock();
    return { adding };
  });
  expect(await (await granting).adding).toMatchObject(refused);
});

/** Until a statement of another connection waits for a lock. */
async function waitingForLock(): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from pg_locks where not granted
      and database = (select oid from pg_database where datname = current_database())
      or (not granted and locktype = 'transactionid')`.execute(database);
    if (rows.length > 0) return;
  }
}

test('the view says until when a debt is frozen, today', async () => {
  const id = await frozen();
  const frozenUntil = async () => {
    const { housing: shown } = await partner.view('{ housing { debts { id frozenUntil } } }');
    return shown
      .flatMap(({ debts }: { debts: { id: string }[] }) => debts)
      .find((debt: { id: string }) => debt.id === id);
  };
  expect(await frozenUntil()).toEqual({ id, frozenUntil: '2026-12-31' });
  partner.clock.now = new Date('2027-01-01T08:00:00Z');
  expect(await frozenUntil()).toEqual({ id, frozenUntil: null });
});
