import type { Kysely } from 'kysely';
import { dutchDate } from '../../calendar/dutch-date.ts';
import { type Migrations, migrateSchema } from '../../database/migrate.ts';
import { type OrganisationName, oins, personByKey } from '../casebook/people.ts';
import { type ContractLoaders, contractLoaders } from './contract/loaders.ts';
import { contractMigrations } from './contract/migrations.ts';
import type {
  AutomaticAgreementRecord,
  ContactPersonRecord,
  DossierRecord,
  Stored,
  SubjectRecord,
} from './contract/records.ts';
import { type ContractContext, contractResolvers, type RoleTypes } from './contract/resolvers.ts';
import {
  storeAutomaticAgreement,
  storeContactPersons,
  storeDossiers,
  storeSubjects,
} from './contract/store-records.ts';
import type { ContractTables } from './contract/tables.ts';
import { connectDatabase, migratedSchemaOf } from './database.ts';
import { casebookSubject } from './matching/casebook-subject.ts';
import { answerMatchCall } from './matching/match-endpoint.ts';
import { subjectMigrations } from './matching/subject-migration.ts';
import { answerActCall } from './requests/acts/act-endpoint.ts';
import { commonRequestRules, type RequestRules } from './requests/rules/role-rules.ts';
import { requestMigrations, requestRights } from './requests/store/request-migration.ts';
import { surchargeMigrations } from './requests/surcharges/surcharge-migration.ts';
import { mergeResolvers, type Resolvers } from './role-schema.ts';
import { type SeedOptions, type ServedRequest, type Subgraph, startService } from './service.ts';
import type { RoleName } from './wire.ts';

/** The context of a partner role's own resolvers. */
export interface PartnerContext<OwnLoaders> extends ContractContext {
  loaders: ContractLoaders & OwnLoaders;
}

/** What the organisations of a role know of the people of the casebook. */
export interface PartnerCasebook<Dossier extends DossierRecord> {
  contactPersons: Partial<Record<OrganisationName, readonly ContactPersonRecord[]>>;
  /** Default: none grants anything at once. */
  automaticAgreements?: Partial<Record<OrganisationName, AutomaticAgreementRecord>>;
  dossiers: readonly CasebookDossier<Dossier>[];
}

export type CasebookDossier<Dossier extends DossierRecord> = Dossier & {
  /** The person's key in the casebook. */
  person: string;
  organisation: OrganisationName;
  /**
   * How the organisation tells its record of the person from another of the same name, in Dutch. Default: it says that there is
   * a dossier.
   */
  recordDescription?: string;
};

/** A partner role: the contract, and what the role adds to it. */
export interface PartnerRole<Tables extends ContractTables, OwnLoaders, Dossier extends DossierRecord> {
  role: RoleName;
  types: RoleTypes;
  /** The role's own tables; they come after the contract's. */
  migrations: Migrations;
  /** The role's own relations, limited to one organisation. */
  loaders(database: Kysely<Tables>, oin: string): OwnLoaders;
  /** The role's own fields. */
  resolvers: Resolvers<PartnerContext<OwnLoaders>>;
  /** What the role's own law and tables say of requests. Default: nothing besides what holds for all. */
  requestRules?: RequestRules;
  /** Stores what the role's dossiers hold besides the contract; records that are there already stay as they are. */
  storeOwn(database: Kysely<Tables>, dossiers: readonly Stored<Dossier>[]): Promise<void>;
  /** Read only when it is to be stored: a running service has no use for it. */
  casebook(): Promise<PartnerCasebook<Dossier>>;
}

/** A subgraph of a partner role that can also store dossiers other than the casebook's. */
export interface PartnerSubgraph<Dossier extends DossierRecord> extends Subgraph {
  /** Stores dossiers in one transaction; records that are there already stay as they are. */
  store(databaseUrl: string, dossiers: readonly Stored<Dossier>[]): Promise<void>;
}

/** Makes the subgraph of a partner role. */
export function partnerSubgraph<Tables extends ContractTables, OwnLoaders, Dossier extends DossierRecord>(
  definition: PartnerRole<Tables, OwnLoaders, Dossier>,
): PartnerSubgraph<Dossier> {
  const { role, requestRules: rules = commonRequestRules } = definition;
  const resolvers = mergeResolvers(contractResolvers(definition.types), definition.resolvers);
  const createContext = ({ database, organisation, now }: ServedRequest<Tables>): PartnerContext<OwnLoaders> => ({
    organisation,
    today: dutchDate(now),
    loaders: {
      ...contractLoaders(contractPart(database), organisation.oin),
      ...definition.loaders(database, organisation.oin),
    },
  });
  return {
    role,
    migrate: (databaseUrl) =>
      migrateSchema(
        databaseUrl,
        migratedSchemaOf(role),
        {
          ...contractMigrations,
          ...definition.migrations,
          ...subjectMigrations(role),
          ...requestMigrations,
          ...surchargeMigrations,
        },
        requestRights,
      ),
    seed: (databaseUrl, options) => seedCasebook(definition, databaseUrl, options),
    store: (databaseUrl, dossiers) =>
      inTransaction<Tables>(databaseUrl, role, (transaction) => storeAll(definition, transaction, dossiers)),
    start: (options) =>
      startService(
        {
          role,
          resolvers,
          createContext,
          answerMatch: ({ database, ...asked }) => answerMatchCall({ ...asked, database: contractPart(database) }),
          answerAct: ({ database, ...asked }) => answerActCall({ ...asked, rules, database: contractPart(database) }),
        },
        options,
      ),
  };
}

async function seedCasebook<Tables extends ContractTables, OwnLoaders, Dossier extends DossierRecord>(
  definition: PartnerRole<Tables, OwnLoaders, Dossier>,
  databaseUrl: string,
  { organisations, pseudonymOf }: SeedOptions,
): Promise<void> {
  const { contactPersons, automaticAgreements = {}, dossiers } = await definition.casebook();
  const served = new Set(organisations.filter(({ role }) => role === definition.role).map(({ oin }) => oin));
  const kept = dossiers
    .map((dossier) => keptRecords(dossier, definition.role, pseudonymOf))
    .filter(({ subject }) => served.has(subject.oin));
  await inTransaction<Tables>(databaseUrl, definition.role, async (transaction) => {
    for (const [name, oin] of Object.entries(oins)) {
      if (!served.has(oin)) continue;
      await storeContactPersons(contractPart(transaction), oin, contactPersons[name as OrganisationName] ?? []);
      const agreement = automaticAgreements[name as OrganisationName];
      if (agreement) await storeAutomaticAgreement(contractPart(transaction), oin, agreement);
    }
    await storeSubjects(
      contractPart(transaction),
      kept.map(({ subject }) => subject),
    );
    await storeAll(
      definition,
      transaction,
      kept.map(({ dossier }) => dossier),
    );
  });
}

/** A dossier, and the record of the person that it is about; under no pseudonym where casework has no link yet. */
function keptRecords<Dossier extends DossierRecord>(
  dossier: CasebookDossier<Dossier>,
  role: RoleName,
  pseudonymOf: SeedOptions['pseudonymOf'],
): { dossier: Stored<Dossier>; subject: Stored<SubjectRecord> } {
  const { reference, organisation, recordDescription: description = 'Er is één dossier' } = dossier;
  const oin = oins[organisation];
  const subject = casebookSubject(dossier.person, role);
  const { id, linked } = personByKey(dossier.person);
  const pseudonym = linked.includes(organisation) ? pseudonymOf(oin, id) : null;
  return {
    dossier: { ...dossier, oin, pseudonym, subject: reference },
    subject: { ...subject, description, reference, oin, pseudonym },
  };
}

async function storeAll<Tables extends ContractTables, OwnLoaders, Dossier extends DossierRecord>(
  definition: PartnerRole<Tables, OwnLoaders, Dossier>,
  transaction: Kysely<Tables>,
  dossiers: readonly Stored<Dossier>[],
): Promise<void> {
  await storeDossiers(contractPart(transaction), dossiers);
  await definition.storeOwn(transaction, dossiers);
}

async function inTransaction<Tables>(
  databaseUrl: string,
  role: RoleName,
  work: (transaction: Kysely<Tables>) => Promise<void>,
): Promise<void> {
  const database = connectDatabase<Tables>({ databaseUrl, role, maxConnections: 1 });
  try {
    await database.transaction().execute(work);
  } finally {
    await database.destroy();
  }
}

/** TypeScript cannot see through the type parameter that a role's tables include the contract's; their bound says so. */
function contractPart<Tables extends ContractTables>(database: Kysely<Tables>): Kysely<ContractTables> {
  return database as unknown as Kysely<ContractTables>;
}
