import { sql } from 'kysely';
import type { Migrations } from '../../database/migrate.ts';

export const housingMigrations: Migrations = {
  '0002-housing': {
    async up(database) {
      await sql`
        create table tenancies (
          oin text not null,
          dossier text not null,
          from_date date not null,
          until_date date check (until_date >= from_date),
          rent_cents euro_cents not null,
          months_in_arrears integer not null check (months_in_arrears >= 0),
          primary key (oin, dossier),
          foreign key (oin, dossier) references dossiers
        );

        create table evictions (
          oin text not null,
          dossier text not null,
          stage text not null
            check (stage in ('REMINDER', 'NOTICE', 'BAILIFF', 'JUDGMENT', 'ANNOUNCED', 'CALLED_OFF')),
          date date check (stage <> 'ANNOUNCED' or date is not null),
          conditions text[] not null,
          primary key (oin, dossier),
          foreign key (oin, dossier) references dossiers
        );`.execute(database);
    },
  },
};
