import type { CasebookDossier } from '../kit/partner-subgraph.ts';
import { singleNormCents } from './casebook-norms.ts';
import type { WorkAndIncomeRecord } from './records.ts';

type Dossier = CasebookDossier<WorkAndIncomeRecord>;

/** Case 7. */
const sjoerd: Dossier = {
  person: 'sjoerd',
  organisation: 'incomeHanzestad',
  reference: 'WIH-50310',
  contactPersons: ['WIH-M1'],
  benefits: [{ kind: 'GENERAL_ASSISTANCE', amountCents: singleNormCents, since: '2025-12-01' }],
};

/** Case 8: € 3,200 of the € 81,000; special assistance pays the protective administration, € 1,500 a year. */
const yvonne: Dossier = {
  person: 'yvonne',
  organisation: 'incomeHanzestad',
  reference: 'WIH-44127',
  contactPersons: ['WIH-M1', 'WIH-M2'],
  benefits: [
    { kind: 'GENERAL_ASSISTANCE', amountCents: singleNormCents, since: '2020-04-01' },
    { kind: 'SPECIAL_ASSISTANCE', amountCents: 12_500, since: '2025-01-01' },
  ],
  debts: [
    {
      id: 'WIH-44127-S1',
      kind: 'BENEFIT_RECOVERY',
      description: 'Terugvordering: samenwonen niet gemeld, 2022',
      since: '2023-02-13',
      stage: 'JUDGMENT',
      principalCents: 320_000,
    },
  ],
  paymentArrangements: [
    {
      id: 'WIH-44127-R1',
      status: 'PROPOSED',
      debtIds: ['WIH-44127-S1'],
      monthlyCents: 198,
      instalments: 36,
      firstDueOn: '2027-01-01',
      waivedCents: 312_872,
      conditions: ['Beschermingsbewind', 'Alle schuldeisers stemmen in'],
    },
  ],
};

/** Case 9: € 2,600 of the € 50,000. */
const herman: Dossier = {
  person: 'herman',
  organisation: 'incomeHanzestad',
  reference: 'WIH-48809',
  contactPersons: ['WIH-M1'],
  benefits: [{ kind: 'GENERAL_ASSISTANCE', amountCents: singleNormCents, since: '2024-11-01' }],
  debts: [
    {
      id: 'WIH-48809-S1',
      kind: 'BENEFIT_RECOVERY',
      description: 'Terugvordering: vermogen niet opgegeven',
      since: '2025-10-20',
      stage: 'NOTICE',
      principalCents: 260_000,
    },
  ],
};

/** Case 14. */
const chantal: Dossier = {
  person: 'chantal',
  organisation: 'incomeHanzestad',
  reference: 'WIH-51976',
  contactPersons: ['WIH-M2'],
  benefits: [{ kind: 'GENERAL_ASSISTANCE', amountCents: singleNormCents, since: '2023-01-01' }],
};

/** Case 15: the cost-sharing norm cuts about € 300, and € 686 is left. */
const fred: Dossier = {
  person: 'fred',
  organisation: 'incomeHanzestad',
  reference: 'WIH-53340',
  contactPersons: ['WIH-M1'],
  benefits: [
    {
      kind: 'GENERAL_ASSISTANCE',
      amountCents: 68_600,
      costSharingReductionCents: 30_000,
      since: '2026-03-01',
    },
  ],
};

/** Case 15: she earns € 200; the couple's benefit stands in his dossier. */
const andrea: Dossier = {
  person: 'andrea',
  organisation: 'incomeHanzestad',
  reference: 'WIH-53341',
  contactPersons: ['WIH-M1'],
  benefits: [],
};

export const hanzestadDossiers: readonly Dossier[] = [sjoerd, yvonne, herman, chantal, fred, andrea];
