import type { ContractTables, KeptInDossier } from '../kit/contract/tables.ts';

export type BenefitKind = 'GENERAL_ASSISTANCE' | 'SPECIAL_ASSISTANCE' | 'LOAN_ASSISTANCE';

interface BenefitRow extends KeptInDossier {
  position: number;
  kind: BenefitKind;
  amount_cents: number;
  cost_sharing_reduction_cents: number;
  since: string;
  stopped_on: string | null;
  stop_reason: string | null;
  restored_on: string | null;
}

export interface WorkAndIncomeTables extends ContractTables {
  benefits: BenefitRow;
  /** The register for extra attention: the dossiers that stand on it. */
  extra_attention: KeptInDossier;
}
