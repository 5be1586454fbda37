import type { ContractTables, KeptInDossier } from '../kit/contract/tables.ts';

export type EvictionStage = 'REMINDER' | 'NOTICE' | 'BAILIFF' | 'JUDGMENT' | 'ANNOUNCED' | 'CALLED_OFF';

interface TenancyRow extends KeptInDossier {
  from_date: string;
  until_date: string | null;
  rent_cents: number;
  months_in_arrears: number;
}

interface EvictionRow extends KeptInDossier {
  stage: EvictionStage;
  date: string | null;
  conditions: string[];
}

export interface HousingTables extends ContractTables {
  tenancies: TenancyRow;
  evictions: EvictionRow;
}
