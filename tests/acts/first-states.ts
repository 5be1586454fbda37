import pg from 'pg';
import { oins } from '../../subgraphs/casebook/people.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

/**
 * The casebook tells how cases stand by now. Here they are put back to how they stood before anybody acted: what was agreed is
 * taken away, what was paid, waived or undone since then is owed again.
 */

/** Takes away what was agreed in these dossiers of a role, except records named. */
const withoutAgreements = (role: string, dossiers: readonly string[], keep: readonly string[] = []): string[] => {
  const of = `dossier in (${listed(dossiers)})`;
  return [
    `delete from ${role}.debt_freeze_debts where ${of} and debt_freeze_id not in (${listed(keep)})`,
    `delete from ${role}.debt_freezes where ${of} and id not in (${listed(keep)})`,
    `delete from ${role}.payment_arrangement_debts where ${of} and payment_arrangement_id not in (${listed(keep)})`,
    `delete from ${role}.payment_arrangements where ${of} and id not in (${listed(keep)})`,
    `update ${role}.debts set paid_cents = 0, waived_cents = 0 where ${of}`,
  ];
};

const listed = (ids: readonly string[]) => ['', ...ids].map((id) => `'${id}'`).join(', ');

const increasesStand = (dossier: string) =>
  `update cjib.surcharges set undone_on = null
   where debt_id in (select id from cjib.debts where dossier = '${dossier}')`;

/** By case of the casebook. */
const statements: Readonly<Record<number, readonly string[]>> = {
  // Six premiums behind, and reported for it; nothing waived yet.
  1: [
    ...withoutAgreements('insurer', ['BW-600121']),
    `update insurer.policies set months_in_arrears = 6, reported_to_cak = true, cak_report_date = '2026-02-01'
     where dossier = 'BW-600121'`,
  ],
  2: withoutAgreements('insurer', ['LS-20871']),
  // Only the arrangement that failed is there.
  3: withoutAgreements('housing', ['VO-118203'], ['VO-118203-R1']),
  4: [
    ...withoutAgreements('housing', ['VO-093310', 'VO-093311']),
    `update housing.evictions set conditions = '{}' where dossier in ('VO-093310', 'VO-093311')`,
  ],
  // The loan of Werk & Inkomen is paid off as the records say; all else is still to be done.
  5: [
    ...withoutAgreements('housing', ['VO-140977', 'EL-20455']),
    ...withoutAgreements('insurer', ['BW-733018']),
    ...withoutAgreements('cjib', ['CJ-5504417']),
    increasesStand('CJ-5504417'),
    ...withoutAgreements('work_and_income', ['WID-288410'], ['WID-288410-R1']),
  ],
  6: withoutAgreements('insurer', ['LS-33029']),
  7: [
    ...withoutAgreements('housing', ['NS-7731']),
    `update housing.evictions set conditions = '{}' where dossier = 'NS-7731'`,
  ],
  // And a fine that is too small to be paid in parts.
  11: [
    ...withoutAgreements('cjib', ['CJ-4806655']),
    increasesStand('CJ-4806655'),
    `insert into cjib.debts (oin, dossier, id, kind, description, since, stage, principal_cents, paid_cents, waived_cents)
     values ('${oins.cjib}', 'CJ-4806655', 'CJ-4806655-B3', 'FINE', 'Fietsen zonder licht', '2026-10-12', 'REMINDER', 6900, 0, 0)`,
    `insert into cjib.fines (oin, dossier, debt_id, imposed_on)
     values ('${oins.cjib}', 'CJ-4806655', 'CJ-4806655-B3', '2026-10-12')`,
  ],
};

/** A database with the casebook in which these cases stand as they stood at first. */
export async function createFirstStates(...cases: readonly number[]): Promise<TestDatabase> {
  const database = await createDatabase();
  const owner = new pg.Client(database.url);
  await owner.connect();
  try {
    for (const number of cases) for (const text of statements[number] ?? []) await owner.query(text);
  } finally {
    await owner.end();
  }
  return database;
}
