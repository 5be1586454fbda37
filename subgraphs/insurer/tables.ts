import type { ContractTables, KeptInDossier } from '../kit/contract/tables.ts';

interface PolicyRow extends KeptInDossier {
  since: string;
  premium_cents: number;
  additional_cover: boolean;
  months_in_arrears: number;
  reported_to_cak: boolean;
  cak_report_date: string | null;
}

export interface InsurerTables extends ContractTables {
  policies: PolicyRow;
}
