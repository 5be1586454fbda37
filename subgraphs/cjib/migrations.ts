import { sql } from 'kysely';
import type { Migrations } from '../../database/migrate.ts';

export const cjibMigrations: Migrations = {
  '0002-cjib': {
    async up(database) {
      await sql`
        create table fines (
          oin text not null,
          dossier text not null,
          debt_id text not null,
          imposed_on date not null,
          cannot_be_settled_because text,
          primary key (oin, debt_id),
          foreign key (oin, dossier, debt_id) references debts (oin, dossier, id)
        );
        create index on fines (oin, dossier);

        create table statutory_increases (
          oin text not null,
          debt_id text not null,
          surcharge_position integer not null,
          percentage integer not null check (percentage in (50, 100)),
          primary key (oin, debt_id, percentage),
          foreign key (oin, debt_id) references fines,
          foreign key (oin, debt_id, surcharge_position) references surcharges
        );

        create table emergency_stops (
          oin text not null,
          dossier text not null,
          from_date date not null,
          until_date date not null,
          primary key (oin, dossier),
          foreign key (oin, dossier) references dossiers,
          check (until_date >= from_date),
          check (until_date <= from_date + interval '12 months')
        );`.execute(database);
    },
  },
};
