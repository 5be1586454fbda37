import type { ContractTables, KeptInDossier } from '../kit/contract/tables.ts';

export type ProvisionKind =
  | 'MOBILITY_SCOOTER'
  | 'HOUSEHOLD_HELP'
  | 'GUIDANCE'
  | 'DAY_ACTIVITIES'
  | 'SHELTERED_HOUSING'
  | 'ADMINISTRATION_HELP';

interface ProvisionRow extends KeptInDossier {
  position: number;
  kind: ProvisionKind;
  provider: string;
  from_date: string;
  until_date: string | null;
}

interface OwnContributionRow extends KeptInDossier {
  monthly_cents: number;
  waived: boolean;
  waived_because: string | null;
}

export interface WmoTables extends ContractTables {
  provisions: ProvisionRow;
  own_contributions: OwnContributionRow;
}
