import type { CasebookDossier } from '../kit/partner-subgraph.ts';
import type { InsuranceRecord } from './records.ts';

type Dossier = CasebookDossier<InsuranceRecord>;

const policy = { since: '2015-01-01', premiumCents: 15_900, additionalCover: false };

/** Case 8: € 3,000 of the € 81,000; of € 1,800 in three years this is the insurer's share. */
const yvonne: Dossier = {
  person: 'yvonne',
  organisation: 'oostland',
  reference: 'OL-81004',
  contactPersons: ['OL-M2'],
  policy,
  monthsInArrears: 15,
  reportedToCak: true,
  cakReportDate: '2025-03-01',
  debts: [
    {
      id: 'OL-81004-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Vijftien maandpremies',
      since: '2024-09-01',
      stage: 'JUDGMENT',
      principalCents: 238_500,
      surcharges: [{ kind: 'COLLECTION_COSTS', amountCents: 35_775, addedOn: '2025-02-01' }],
    },
    {
      id: 'OL-81004-S2',
      kind: 'HEALTH_COSTS',
      description: 'Eigen risico 2025, restant',
      since: '2025-08-31',
      stage: 'NOTICE',
      principalCents: 25_725,
    },
  ],
  paymentArrangements: [
    {
      id: 'OL-81004-R1',
      status: 'PROPOSED',
      debtIds: ['OL-81004-S1', 'OL-81004-S2'],
      monthlyCents: 185,
      instalments: 36,
      firstDueOn: '2027-01-01',
      waivedCents: 293_340,
      conditions: ['Beschermingsbewind', 'Alle schuldeisers stemmen in'],
    },
  ],
};

/** Case 9. */
const herman: Dossier = {
  person: 'herman',
  organisation: 'oostland',
  reference: 'OL-50090',
  contactPersons: ['OL-M1', 'OL-M2'],
  policy,
  monthsInArrears: 18,
  reportedToCak: true,
  cakReportDate: '2025-10-01',
  debts: [
    {
      id: 'OL-50090-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Achttien maandpremies',
      since: '2025-04-01',
      stage: 'BAILIFF',
      principalCents: 286_200,
      surcharges: [{ kind: 'COLLECTION_COSTS', amountCents: 42_930, addedOn: '2025-09-01' }],
    },
    {
      id: 'OL-50090-S2',
      kind: 'HEALTH_COSTS',
      description: 'Eigen risico 2025',
      since: '2025-11-30',
      stage: 'BAILIFF',
      principalCents: 38_500,
    },
  ],
};

/** Case 14. */
const chantal: Dossier = {
  person: 'chantal',
  organisation: 'oostland',
  reference: 'OL-67733',
  contactPersons: ['OL-M1'],
  policy: { ...policy, additionalCover: true, premiumCents: 17_200 },
  monthsInArrears: 3,
  reportedToCak: false,
  cakReportDate: '2027-02-01',
  debts: [
    {
      id: 'OL-67733-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Premie augustus t/m oktober 2026',
      since: '2026-08-01',
      stage: 'NOTICE',
      principalCents: 51_600,
    },
  ],
  debtFreezes: [
    {
      id: 'OL-67733-P1',
      status: 'REQUESTED',
      from: '2026-12-01',
      until: '2027-03-31',
      debtIds: ['OL-67733-S1'],
    },
  ],
};

/** Case 15: two and three premiums since the benefit was cut. */
const fred: Dossier = {
  person: 'fred',
  organisation: 'oostland',
  reference: 'OL-90215',
  contactPersons: ['OL-M1'],
  policy: { ...policy, since: '2022-01-01' },
  monthsInArrears: 2,
  reportedToCak: false,
  cakReportDate: '2027-03-01',
  debts: [
    {
      id: 'OL-90215-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Premie september en oktober 2026',
      since: '2026-09-01',
      stage: 'REMINDER',
      principalCents: 31_800,
    },
  ],
  paymentArrangements: [
    {
      id: 'OL-90215-R1',
      status: 'PROPOSED',
      debtIds: ['OL-90215-S1'],
      monthlyCents: 2_650,
      instalments: 12,
      firstDueOn: '2027-02-01',
      deferredUntil: '2027-01-31',
    },
  ],
};

const andrea: Dossier = {
  person: 'andrea',
  organisation: 'oostland',
  reference: 'OL-90216',
  contactPersons: ['OL-M1'],
  policy: { ...policy, since: '2022-01-01' },
  monthsInArrears: 3,
  reportedToCak: false,
  cakReportDate: '2027-02-01',
  debts: [
    {
      id: 'OL-90216-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Premie augustus t/m oktober 2026',
      since: '2026-08-01',
      stage: 'NOTICE',
      principalCents: 47_700,
    },
  ],
};

export const oostlandDossiers: readonly Dossier[] = [yvonne, herman, chantal, fred, andrea];
