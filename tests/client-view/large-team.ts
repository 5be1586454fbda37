import pg from 'pg';
import { type OrganisationName, oins, personByKey } from '../../subgraphs/casebook/people.ts';
import { pseudonymsFrom } from '../../subgraphs/casebook/pseudonym.ts';
import { cjibCasebook } from '../../subgraphs/cjib/casebook.ts';
import { cjib } from '../../subgraphs/cjib/service.ts';
import { housingCasebook } from '../../subgraphs/housing/casebook.ts';
import { housing } from '../../subgraphs/housing/service.ts';
import { insurerCasebook } from '../../subgraphs/insurer/casebook.ts';
import { insurer } from '../../subgraphs/insurer/service.ts';
import type { DossierRecord } from '../../subgraphs/kit/contract/records.ts';
import type { PartnerCasebook, PartnerSubgraph } from '../../subgraphs/kit/partner-subgraph.ts';
import { wmoCasebook } from '../../subgraphs/wmo/casebook.ts';
import { wmo } from '../../subgraphs/wmo/service.ts';
import { workAndIncomeCasebook } from '../../subgraphs/work-and-income/casebook.ts';
import { workAndIncome } from '../../subgraphs/work-and-income/service.ts';
import { testPseudonymSecret } from '../support/database.ts';

/** The team that `addLargeTeam` makes. */
export const largeTeam = 'team-groot';

/** The team of those who ask, which helps everyone too. */
const helpingTeam = 'team-ondiep';

/** One person of the large team's caseload, or of a client's household. */
interface Someone {
  id: string;
  given: string;
  household: string;
  organisations: readonly OrganisationName[];
}

const corporations = ['vechtoever', 'elinkhof', 'noorderstad', 'zaankwartier'] as const;
const insurers = ['brugwacht', 'lekstroom', 'oostland'] as const;
const offices = ['incomeDomstad', 'incomeHanzestad'] as const;
const desks = ['wmoDomstad', 'wmoHanzestad'] as const;

const numbered = (kind: 4 | 5 | 6, number: number) =>
  `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const nth = <Name>(names: readonly [Name, ...Name[]], number: number): Name => names[number % names.length] ?? names[0];

/** A client with a dossier at every role; each third one has an old landlord besides the present one. */
function client(number: number): Someone {
  const landlords = [nth(corporations, number), ...(number % 3 === 0 ? [nth(corporations, number + 1)] : [])];
  return {
    id: numbered(4, number),
    given: `Cliënt ${number}`,
    household: numbered(6, number),
    organisations: [nth(offices, number), nth(desks, number), ...landlords, nth(insurers, number), 'cjib'],
  };
}

/** The other person in a client's household. */
function housemate(number: number): Someone {
  const organisations = [nth(corporations, number), nth(insurers, number + 1)];
  return { id: numbered(5, number), given: `Huisgenoot ${number}`, household: numbered(6, number), organisations };
}

/**
 * Writes a team with this many clients, each in a household of two, into the stores of casework and all partners. The
 * dossiers are those of case 5. Team Ondiep helps all of them too, and who is known at the CJIB consents to it.
 *
 * @returns the ids of the clients, oldest case first
 */
export async function addLargeTeam(databaseUrl: string, size: number): Promise<string[]> {
  const clients = Array.from({ length: size }, (_, number) => client(number));
  const everyone = [...clients, ...clients.map((_, number) => housemate(number))];
  await writeCasework(databaseUrl, clients, everyone);
  await Promise.all([
    writeDossiers(databaseUrl, workAndIncome, workAndIncomeCasebook, everyone),
    writeDossiers(databaseUrl, wmo, wmoCasebook, everyone),
    writeDossiers(databaseUrl, housing, housingCasebook, everyone),
    writeDossiers(databaseUrl, insurer, insurerCasebook, everyone),
    writeDossiers(databaseUrl, cjib, cjibCasebook, everyone),
  ]);
  return clients.map(({ id }) => id);
}

const pseudonymOf = pseudonymsFrom(testPseudonymSecret);

async function writeCasework(databaseUrl: string, clients: readonly Someone[], everyone: readonly Someone[]) {
  const links = everyone.flatMap(({ id, organisations }) =>
    organisations.map((name) => ({ client_id: id, oin: oins[name], pseudonym: pseudonymOf(oins[name], id) })),
  );
  const owner = new pg.Client(databaseUrl);
  await owner.connect();
  try {
    await owner.query(`insert into casework.teams values ('${largeTeam}', 'Wijkteam Groot', 'Domstad')`);
    await insert(
      owner,
      'households (id)',
      'id text',
      clients.map(({ household: id }) => ({ id })),
    );
    await insert(
      owner,
      'clients (id, given, family, birth_date, household_id)',
      'id text, given text, family text, birth_date date, household_id text',
      everyone.map(({ id, given, household }) => ({
        id,
        given,
        family: 'Proef',
        birth_date: '1980-01-01',
        household_id: household,
      })),
    );
    await insert(
      owner,
      'cases (id, client_id, team_id, status, opened_on, summary)',
      'id text, client_id text, team_id text, status text, opened_on date, summary text',
      clients.map(({ id }) => ({
        id,
        client_id: id,
        team_id: largeTeam,
        status: 'OPEN',
        opened_on: '2026-01-01',
        summary: 'Hulpvraag',
      })),
    );
    await insert(
      owner,
      'case_relations (client_id, team_id, valid_from)',
      'client_id text, team_id text, valid_from timestamptz',
      [largeTeam, helpingTeam].flatMap((team_id) =>
        everyone.map(({ id }) => ({ client_id: id, team_id, valid_from: '2026-01-01' })),
      ),
    );
    await consentToCjib(
      owner,
      everyone.filter(({ organisations }) => organisations.includes('cjib')),
    );
    await insert(owner, 'links (client_id, oin, pseudonym)', 'client_id text, oin text, pseudonym text', links);
  } finally {
    await owner.end();
  }
}

async function insert(owner: pg.Client, into: string, columns: string, rows: readonly object[]): Promise<void> {
  const sql = `insert into casework.${into} select * from jsonb_to_recordset($1::jsonb) as rows (${columns})`;
  await owner.query(sql, [JSON.stringify(rows)]);
}

/** Gives everyone a consent of their own like Ricardo's to the CJIB, without an end. */
async function consentToCjib(owner: pg.Client, clients: readonly Someone[]): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into casework.consents
     select (jsonb_populate_record(consent, jsonb_build_object(
       'id', gen_random_uuid(), 'client_id', asked.id, 'valid_until', null))).*
     from casework.consents as consent, unnest($1::text[]) as asked (id)
     where consent.client_id = $2 and consent.source_role = 'cjib'
     returning id`,
    [clients.map(({ id }) => id), personByKey('ricardo').id],
  );
  await owner.query(
    `insert into casework.consent_events (consent_id, version, event, occurred_at, actor)
     select id, 1, 'given', '2026-06-29', 'test' from unnest($1::uuid[]) as made (id)`,
    [rows.map(({ id }) => id)],
  );
}

/** Natasja's dossier at the role, copied for everyone whom one of its organisations knows. */
async function writeDossiers<Dossier extends DossierRecord>(
  databaseUrl: string,
  subgraph: PartnerSubgraph<Dossier>,
  { dossiers, contactPersons }: PartnerCasebook<Dossier>,
  everyone: readonly Someone[],
): Promise<void> {
  const record = dossiers.find(({ person }) => person === 'natasja');
  if (!record) throw new Error('the flagship has a dossier at every role');
  const copies = everyone.flatMap(({ id, organisations }) =>
    organisations.flatMap((name) => {
      const own = contactPersons[name];
      if (!own) return [];
      const reference = `${record.reference}-${id.slice(0, 1)}${id.slice(-4)}`;
      // A copy of the record with another reference is a record.
      const copy = JSON.parse(JSON.stringify(record).replaceAll(record.reference, reference)) as Dossier;
      const contact = own.slice(0, 2).map((person) => person.id);
      return [{ ...copy, contactPersons: contact, oin: oins[name], pseudonym: pseudonymOf(oins[name], id) }];
    }),
  );
  await subgraph.store(databaseUrl, copies);
}
