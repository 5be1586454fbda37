import { sql } from 'kysely';
import type { Migrations } from '../../database/migrate.ts';

export const insurerMigrations: Migrations = {
  '0002-insurer': {
    async up(database) {
      await sql`
        create table policies (
          oin text not null,
          dossier text not null,
          since date not null,
          premium_cents euro_cents not null,
          additional_cover boolean not null,
          months_in_arrears integer not null check (months_in_arrears >= 0),
          reported_to_cak boolean not null,
          cak_report_date date check (not reported_to_cak or cak_report_date is not null),
          primary key (oin, dossier),
          foreign key (oin, dossier) references dossiers
        );`.execute(database);
    },
  },
};
