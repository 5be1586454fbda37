import type { Kysely, Transaction } from 'kysely';
import { committedRegister, readRegister } from '../../schema/register.ts';
import { type CasebookCase, casebook, oins, type TeamId } from '../casebook/people.ts';
import { connectDatabase } from '../kit/database.ts';
import { insertRows } from '../kit/insert-rows.ts';
import type { SeedOptions } from '../kit/service.ts';
import { recordConsents } from './consent/casebook-consents.ts';
import { casebookLevels } from './escalation/casebook-levels.ts';
import { recordIdentifiers } from './links/casebook-identifiers.ts';
import { roleInGraph } from './partner-roles.ts';
import { recordOrganisations } from './store/partners.ts';
import type { CaseworkTables } from './store/tables.ts';

const teams: readonly { id: TeamId; name: string; municipality: string }[] = [
  { id: 'team-ondiep', name: 'Buurtteam Ondiep', municipality: 'Domstad' },
  { id: 'team-assendorp', name: 'Sociaal wijkteam Assendorp', municipality: 'Hanzestad' },
];

/** A fixed id, so that seeding twice finds what it made the first time. */
const fixedId = (kind: 2 | 3 | 5, number: number): string =>
  `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Who asked for help has the case; the others of the household stand beside, without one. The team helps them all. */
async function recordCase(database: Kysely<CaseworkTables>, entry: CasebookCase): Promise<void> {
  const { number, people, team, openedOn, summary, repaymentCapacityCents, debtsElsewhere } = entry;
  const householdId = people.length > 1 ? fixedId(3, number) : null;
  if (householdId) await insertRows(database, 'households', [{ id: householdId }]);
  const clients = people.map(({ id, given, prefix = null, family, birthDate }) => ({
    id,
    given,
    prefix,
    family,
    birth_date: birthDate,
    household_id: householdId,
  }));
  await insertRows(database, 'clients', clients);
  const relations = people.map(({ id }, index) => ({
    id: fixedId(5, number * 100 + index + 1),
    client_id: id,
    team_id: team,
    valid_from: new Date(`${openedOn}T08:00:00Z`),
    valid_until: null,
    ended_by: null,
    end_reason: null,
  }));
  await insertRows(database, 'case_relations', relations);
  const [helped] = people;
  if (!helped) return;
  const opened = { status: 'OPEN' as const, opened_on: openedOn, closed_on: null };
  const theCase = { id: fixedId(2, number), client_id: helped.id, team_id: team, ...opened };
  await insertRows(database, 'cases', [{ ...theCase, summary, repayment_capacity_cents: repaymentCapacityCents }]);
  const elsewhere = debtsElsewhere.map(({ description, creditors, amountCents }, ordinal) => ({
    case_id: theCase.id,
    ordinal,
    description,
    creditors,
    amount_cents: amountCents,
  }));
  await insertRows(database, 'debts_elsewhere', elsewhere);
}

/** The links of the casebook's people to the organisations that take part. */
async function recordLinks(database: Kysely<CaseworkTables>, options: SeedOptions): Promise<void> {
  const partners = options.organisations.filter(({ role }) => roleInGraph(role));
  const known = new Set(partners.map(({ oin }) => oin));
  const links = casebook
    .flatMap(({ people }) => people)
    .flatMap(({ id, linked }) => linked.map((name) => ({ client_id: id, oin: oins[name] })))
    .filter(({ oin }) => known.has(oin))
    .map((link) => ({ ...link, pseudonym: options.pseudonymOf(link.oin, link.client_id) }));
  if (links.length === 0) return;
  await database
    .insertInto('links')
    .values(links)
    .onConflict((conflict) =>
      conflict
        .columns(['client_id', 'oin'])
        .doUpdateSet((excluded) => ({ pseudonym: excluded.ref('excluded.pseudonym') })),
    )
    .execute();
}

/** Stores the casebook: its two teams, sixteen cases, households, consents, and links to the organisations given. */
export async function seedCasebook(databaseUrl: string, options: SeedOptions): Promise<void> {
  const register = readRegister(committedRegister);
  const database = connectDatabase<CaseworkTables>({ databaseUrl, role: 'casework', maxConnections: 1 });
  try {
    await database.transaction().execute(async (transaction: Transaction<CaseworkTables>) => {
      await recordOrganisations(transaction, options.organisations);
      await insertRows(transaction, 'teams', teams);
      await insertRows(transaction, 'escalation_levels', casebookLevels);
      for (const entry of casebook) await recordCase(transaction, entry);
      await recordLinks(transaction, options);
      await recordIdentifiers(transaction);
      await recordConsents(transaction, register);
    });
  } finally {
    await database.destroy();
  }
}
