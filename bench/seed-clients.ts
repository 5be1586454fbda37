import type { Kysely } from 'kysely';
import { migrateAudit } from '../gateway/audit/store/migrate-audit.ts';
import { readOrganisations } from '../schema/organisations.ts';
import { type OrganisationName, oins } from '../subgraphs/casebook/people.ts';
import { type PseudonymOf, pseudonymsFrom } from '../subgraphs/casebook/pseudonym.ts';
import { isSpecial, recordConstants } from '../subgraphs/casework/consent/consent-record.ts';
import { createCasework } from '../subgraphs/casework/service.ts';
import type { CaseworkTables } from '../subgraphs/casework/store/tables.ts';
import { connectDatabase } from '../subgraphs/kit/database.ts';
import { insertRows } from '../subgraphs/kit/insert-rows.ts';
import { clientIdOf } from './client-view.ts';
import { schemaFile } from './schema-file.ts';

/** The team that helps them all. */
const team = 'team-ondiep';

/** Where each client is known: one organisation a role. */
const linked: readonly OrganisationName[] = ['incomeDomstad', 'wmoDomstad', 'vechtoever', 'brugwacht', 'cjib'];

const begun = new Date('2026-09-07T08:00:00Z');
const lapses = new Date(begun.getTime() + 365 * 24 * 60 * 60 * 1_000);

/** Stores invented clients in casework, numbered from 1: a case, five links and a consent each. */
export async function seedClients(databaseUrl: string, count: number): Promise<void> {
  const casework = createCasework();
  const pseudonymOf = pseudonymsFrom('bench');
  await casework.migrate(databaseUrl);
  await casework.seed(databaseUrl, { organisations: readOrganisations(schemaFile('organisations.yaml')), pseudonymOf });
  await migrateAudit(databaseUrl);
  const database = connectDatabase<CaseworkTables>({ databaseUrl, role: 'casework', maxConnections: 1 });
  try {
    await database.transaction().execute((transaction) => insertClients(transaction, count, pseudonymOf));
  } finally {
    await database.destroy();
  }
}

async function insertClients(database: Kysely<CaseworkTables>, count: number, pseudonymOf: PseudonymOf): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => clientIdOf(index + 1));
  const names = { given: 'Noor', prefix: null, family: 'Voorbeeld', birth_date: '1985-05-21', household_id: null };
  await insertRows(
    database,
    'clients',
    ids.map((id) => ({ id, ...names })),
  );
  const standing = { team_id: team, valid_from: begun, valid_until: null, ended_by: null, end_reason: null };
  await insertRows(
    database,
    'case_relations',
    ids.map((id) => ({ client_id: id, ...standing })),
  );
  await insertRows(
    database,
    'links',
    ids.flatMap((id) =>
      linked.map((name) => ({ client_id: id, oin: oins[name], pseudonym: pseudonymOf(oins[name], id) })),
    ),
  );
  await insertRows(
    database,
    'consents',
    ids.map((id, index) => ({ id: consentIdOf(index + 1), client_id: id, ...consent })),
  );
  const given = { version: 1, event: 'given' as const, occurred_at: begun, actor: 'bench', place: null, reason: null };
  await insertRows(
    database,
    'consent_events',
    ids.map((_, index) => ({ consent_id: consentIdOf(index + 1), ...given })),
  );
}

function consentIdOf(number: number): string {
  return `40000000-0000-4000-9000-${String(number).padStart(12, '0')}`;
}

const categories = ['penal', 'contact-persons', 'debts', 'debt-freezes', 'payment-arrangements'];

/** What the CJIB shows for debt assistance rests on consent; all else in the measured operation on law. */
const consent = {
  ...recordConstants,
  representative_name: null,
  representative_capacity: null,
  controller_oin: oins.casework,
  source_role: 'cjib' as const,
  source_oin: oins.cjib,
  recipient_oin: oins.casework,
  recipient_role: 'casework' as const,
  purpose: 'Een inwoner met problematische schulden helpen om ze te regelen.',
  activity_id: 'urn:korte-lijnen:activity:debt-assistance',
  categories,
  special: isSpecial(categories),
  explicit: true,
  kind: 'processing' as const,
  article: 'AVG art. 6 lid 1 onder a en art. 10; UAVG art. 32 onder a',
  notice_version: '2026-1',
  notice_language: 'nl',
  how_given: 'IN_WRITING' as const,
  evidence_reference: 'bench',
  valid_from: begun,
  valid_until: lapses,
};
