import type { ContractTables, Kept, KeptInDossier } from '../kit/contract/tables.ts';

/** The debt that a fine is holds its sum; the increases are surcharges of that debt. */
interface FineRow extends KeptInDossier {
  debt_id: string;
  imposed_on: string;
  cannot_be_settled_because: string | null;
}

/** Says of a surcharge which statutory increase it is. */
interface StatutoryIncreaseRow extends Kept {
  debt_id: string;
  surcharge_position: number;
  percentage: number;
}

interface EmergencyStopRow extends KeptInDossier {
  from_date: string;
  until_date: string;
}

export interface CjibTables extends ContractTables {
  fines: FineRow;
  statutory_increases: StatutoryIncreaseRow;
  emergency_stops: EmergencyStopRow;
}
