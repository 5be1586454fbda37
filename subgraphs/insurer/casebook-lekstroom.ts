import type { CasebookDossier } from '../kit/partner-subgraph.ts';
import type { InsuranceRecord } from './records.ts';

type Dossier = CasebookDossier<InsuranceRecord>;

/** Case 2: € 10,000; the offer made at the door is € 200 a month for three years, the rest waived at the end. */
const hakan: Dossier = {
  person: 'hakan',
  organisation: 'lekstroom',
  reference: 'LS-20871',
  contactPersons: ['LS-M1', 'LS-M2'],
  policy: { since: '2012-01-01', premiumCents: 15_750, additionalCover: false },
  monthsInArrears: 45,
  reportedToCak: true,
  cakReportDate: '2022-09-01',
  debts: [
    {
      id: 'LS-20871-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Zorgpremies 2022 t/m 2026',
      since: '2022-03-01',
      stage: 'JUDGMENT',
      principalCents: 720_000,
      surcharges: [
        { kind: 'COLLECTION_COSTS', amountCents: 108_000, addedOn: '2023-02-01' },
        { kind: 'COURT_COSTS', amountCents: 32_000, addedOn: '2024-05-14' },
      ],
    },
    {
      id: 'LS-20871-S2',
      kind: 'HEALTH_COSTS',
      description: 'Eigen risico en eigen bijdragen 2022 t/m 2025',
      since: '2022-07-01',
      stage: 'BAILIFF',
      principalCents: 140_000,
    },
  ],
  paymentArrangements: [
    {
      id: 'LS-20871-R1',
      status: 'ACTIVE',
      debtIds: ['LS-20871-S1', 'LS-20871-S2'],
      monthlyCents: 20_000,
      instalments: 36,
      firstDueOn: '2026-12-01',
      waivedCents: 280_000,
      conditions: ['Eenmalig aanbod: na drie jaar betalen is de rest kwijtgescholden'],
    },
  ],
};

/** Case 5, his part: reported to the CAK; nothing covers it. */
const dennis: Dossier = {
  person: 'dennis',
  organisation: 'lekstroom',
  reference: 'LS-48115',
  contactPersons: ['LS-M1'],
  policy: { since: '2018-01-01', premiumCents: 15_900, additionalCover: false },
  monthsInArrears: 7,
  reportedToCak: true,
  cakReportDate: '2026-08-01',
  debts: [
    {
      id: 'LS-48115-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Premie januari t/m juli 2026',
      since: '2026-01-01',
      stage: 'BAILIFF',
      principalCents: 111_300,
      surcharges: [{ kind: 'COLLECTION_COSTS', amountCents: 16_695, addedOn: '2026-06-01' }],
    },
  ],
};

/** Case 6: the car was about to be seized; the insurer froze so that debt counselling can start. */
const ineke: Dossier = {
  person: 'ineke',
  organisation: 'lekstroom',
  reference: 'LS-33029',
  contactPersons: ['LS-M1', 'LS-M2'],
  policy: { since: '2009-01-01', premiumCents: 15_900, additionalCover: false },
  monthsInArrears: 9,
  reportedToCak: true,
  cakReportDate: '2026-05-01',
  debts: [
    {
      id: 'LS-33029-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Negen maandpremies; beslag op de auto is aangezegd',
      since: '2025-10-01',
      stage: 'ENFORCEMENT',
      principalCents: 143_100,
      surcharges: [
        { kind: 'COLLECTION_COSTS', amountCents: 21_465, addedOn: '2026-02-10' },
        { kind: 'COURT_COSTS', amountCents: 40_800, addedOn: '2026-08-25' },
      ],
    },
    {
      id: 'LS-33029-S2',
      kind: 'HEALTH_COSTS',
      description: 'Eigen risico 2025',
      since: '2026-01-31',
      stage: 'NOTICE',
      principalCents: 38_500,
    },
  ],
  debtFreezes: [
    {
      id: 'LS-33029-P1',
      status: 'ACTIVE',
      from: '2026-10-12',
      until: '2027-02-12',
      debtIds: ['LS-33029-S1', 'LS-33029-S2'],
      conditions: ['Schuldhulp begint in de periode van de pauze', 'De lopende premie wordt op tijd betaald'],
    },
  ],
};

/** Case 3: insured here, and not linked yet. */
const joyce: Dossier = {
  person: 'joyce',
  organisation: 'lekstroom',
  reference: 'LS-30562',
  contactPersons: ['LS-M1'],
  policy: { since: '2020-01-01', premiumCents: 15_600, additionalCover: true },
  monthsInArrears: 1,
  reportedToCak: false,
  debts: [
    {
      id: 'LS-30562-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Zorgpremie oktober 2026',
      since: '2026-10-01',
      stage: 'REMINDER',
      principalCents: 15_600,
    },
  ],
};

export const lekstroomDossiers: readonly Dossier[] = [hakan, dennis, ineke, joyce];
