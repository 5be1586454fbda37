import { sql } from 'kysely';
import type { Migrations } from '../../database/migrate.ts';

export const workAndIncomeMigrations: Migrations = {
  '0002-work-and-income': {
    async up(database) {
      await sql`
        create table benefits (
          oin text not null,
          dossier text not null,
          position integer not null,
          kind text not null check (kind in ('GENERAL_ASSISTANCE', 'SPECIAL_ASSISTANCE', 'LOAN_ASSISTANCE')),
          amount_cents euro_cents not null,
          cost_sharing_reduction_cents euro_cents not null,
          since date not null,
          stopped_on date check (stopped_on >= since),
          stop_reason text check (stop_reason is null or stopped_on is not null),
          restored_on date check (restored_on is null or restored_on >= stopped_on),
          primary key (oin, dossier, position),
          foreign key (oin, dossier) references dossiers
        );

        create table extra_attention (
          oin text not null,
          dossier text not null,
          primary key (oin, dossier),
          foreign key (oin, dossier) references dossiers
        );`.execute(database);
    },
  },
};
