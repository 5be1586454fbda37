import { sql } from 'kysely';
import type { Migrations } from '../../database/migrate.ts';

export const wmoMigrations: Migrations = {
  '0002-wmo': {
    async up(database) {
      await sql`
        create table provisions (
          oin text not null,
          dossier text not null,
          position integer not null,
          kind text not null check (kind in ('MOBILITY_SCOOTER', 'HOUSEHOLD_HELP', 'GUIDANCE', 'DAY_ACTIVITIES',
            'SHELTERED_HOUSING', 'ADMINISTRATION_HELP')),
          provider text not null,
          from_date date not null,
          until_date date check (until_date >= from_date),
          primary key (oin, dossier, position),
          foreign key (oin, dossier) references dossiers
        );

        create table own_contributions (
          oin text not null,
          dossier text not null,
          monthly_cents euro_cents not null,
          waived boolean not null,
          waived_because text check (waived or waived_because is null),
          primary key (oin, dossier),
          foreign key (oin, dossier) references dossiers
        );`.execute(database);
    },
  },
};
