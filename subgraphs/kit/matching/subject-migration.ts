import { sql } from 'kysely';
import type { Migrations } from '../../../database/migrate.ts';
import type { RoleName } from '../wire.ts';
import { bsnArticle } from './bsn-article.ts';

/**
 * The people whom a role's organisations have records of. A dossier belongs to a client that is linked, or to a record that
 * waits to be. Where the law gives a role no BSN, its table takes none.
 */
export function subjectMigrations(role: RoleName): Migrations {
  const bsnCheck = bsnArticle(role) === undefined ? 'bsn is null' : `bsn ~ '^[0-9]{9}$'`;
  return {
    '0003-subjects': {
      async up(database) {
        await sql`
          create table subjects (
            oin text not null check (oin ~ '^[0-9]{20}$'),
            reference text not null,
            pseudonym text,
            family text not null,
            birth_date date not null,
            postcode text not null,
            house_number text not null,
            bsn text check (${sql.raw(bsnCheck)}),
            description text not null,
            primary key (oin, reference),
            unique (oin, pseudonym)
          );
          create index on subjects (oin, birth_date);

          create table match_candidates (
            oin text not null,
            candidate uuid not null default gen_random_uuid(),
            pseudonym text not null,
            subject text not null,
            primary key (oin, candidate),
            unique (oin, pseudonym, subject),
            foreign key (oin, subject) references subjects
          );

          alter table dossiers
            alter column pseudonym drop not null,
            add column subject text,
            add foreign key (oin, subject) references subjects,
            add check (pseudonym is not null or subject is not null);
          create index on dossiers (oin, subject);`.execute(database);
      },
    },
  };
}
