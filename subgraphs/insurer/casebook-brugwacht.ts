import type { CasebookDossier } from '../kit/partner-subgraph.ts';
import type { InsuranceRecord } from './records.ts';

type Dossier = CasebookDossier<InsuranceRecord>;

const policy = { since: '2019-01-01', premiumCents: 15_900, additionalCover: false };

/** Case 1: reported after six premiums; taken back from the CAK, the costs waived, the rest in instalments. */
const marleen: Dossier = {
  person: 'marleen',
  organisation: 'brugwacht',
  reference: 'BW-600121',
  contactPersons: ['BW-M1', 'BW-M3'],
  policy,
  monthsInArrears: 3,
  reportedToCak: false,
  debts: [
    {
      id: 'BW-600121-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Zes maandpremies, teruggenomen van het CAK',
      since: '2025-08-01',
      stage: 'NOTICE',
      principalCents: 95_400,
      surcharges: [
        { kind: 'COLLECTION_COSTS', amountCents: 14_310, addedOn: '2025-12-15' },
        { kind: 'ADMINISTRATIVE_PREMIUM', amountCents: 6_360, addedOn: '2026-02-01' },
      ],
      paidCents: 25_000,
      waivedCents: 20_670,
    },
  ],
  paymentArrangements: [
    {
      id: 'BW-600121-R1',
      status: 'ACTIVE',
      debtIds: ['BW-600121-S1'],
      monthlyCents: 5_000,
      instalments: 16,
      firstDueOn: '2026-07-01',
      paidCents: 25_000,
      waivedCents: 15_400,
      conditions: ['Vrijwilliger in de speeltuin van de buurt, twee dagdelen per week'],
    },
  ],
};

/** Case 4: two premiums behind besides the rent. */
const ria: Dossier = {
  person: 'ria',
  organisation: 'brugwacht',
  reference: 'BW-412907',
  contactPersons: ['BW-M2'],
  policy,
  monthsInArrears: 2,
  reportedToCak: false,
  cakReportDate: '2027-03-01',
  debts: [
    {
      id: 'BW-412907-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Premie september en oktober 2026',
      since: '2026-09-01',
      stage: 'REMINDER',
      principalCents: 31_800,
    },
  ],
};

const kevin: Dossier = {
  person: 'kevin',
  organisation: 'brugwacht',
  reference: 'BW-412908',
  contactPersons: ['BW-M2'],
  policy: { ...policy, since: '2020-01-01' },
  monthsInArrears: 0,
  reportedToCak: false,
};

/** Case 5: the insurer buys off part of the premium debt; the own risk stands outside. */
const natasja: Dossier = {
  person: 'natasja',
  organisation: 'brugwacht',
  reference: 'BW-733018',
  contactPersons: ['BW-M1', 'BW-M2'],
  policy: { since: '2017-01-01', premiumCents: 16_400, additionalCover: true },
  monthsInArrears: 4,
  reportedToCak: false,
  cakReportDate: '2027-01-01',
  debts: [
    {
      id: 'BW-733018-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Premie mei t/m augustus 2026',
      since: '2026-05-01',
      stage: 'NOTICE',
      principalCents: 65_600,
      surcharges: [{ kind: 'COLLECTION_COSTS', amountCents: 9_840, addedOn: '2026-08-20' }],
      paidCents: 10_000,
    },
    {
      id: 'BW-733018-S2',
      kind: 'HEALTH_COSTS',
      description: 'Eigen risico 2026',
      since: '2026-06-30',
      stage: 'REMINDER',
      principalCents: 38_500,
    },
  ],
  paymentArrangements: [
    {
      id: 'BW-733018-R1',
      status: 'ACTIVE',
      debtIds: ['BW-733018-S1'],
      monthlyCents: 5_000,
      instalments: 12,
      firstDueOn: '2026-10-01',
      paidCents: 10_000,
      waivedCents: 15_440,
      conditions: ['De lopende premie wordt op tijd betaald'],
    },
  ],
};

/** Case 13: two years of own risk each, in an arrangement. */
function jansen(person: 'gerrit' | 'bep', reference: string): Dossier {
  return {
    person,
    organisation: 'brugwacht',
    reference,
    contactPersons: ['BW-M2'],
    policy: { since: '2006-01-01', premiumCents: 17_800, additionalCover: true },
    monthsInArrears: 0,
    reportedToCak: false,
    debts: [
      {
        id: `${reference}-S1`,
        kind: 'HEALTH_COSTS',
        description: 'Eigen risico 2024 en 2025',
        since: '2025-03-01',
        stage: 'NOTICE',
        principalCents: 77_000,
        paidCents: 19_800,
      },
    ],
    paymentArrangements: [
      {
        id: `${reference}-R1`,
        status: 'ACTIVE',
        debtIds: [`${reference}-S1`],
        monthlyCents: 2_200,
        instalments: 35,
        firstDueOn: '2026-03-01',
        paidCents: 19_800,
      },
    ],
  };
}

/** Case 16: five premiums, in instalments. */
const peter: Dossier = {
  person: 'peter',
  organisation: 'brugwacht',
  reference: 'BW-550664',
  contactPersons: ['BW-M1'],
  policy,
  monthsInArrears: 4,
  reportedToCak: false,
  cakReportDate: '2027-01-01',
  debts: [
    {
      id: 'BW-550664-S1',
      kind: 'HEALTH_PREMIUM',
      description: 'Premie maart t/m juli 2026',
      since: '2026-03-01',
      stage: 'NOTICE',
      principalCents: 79_500,
      surcharges: [{ kind: 'COLLECTION_COSTS', amountCents: 11_925, addedOn: '2026-07-20' }],
      paidCents: 18_000,
    },
  ],
  paymentArrangements: [
    {
      id: 'BW-550664-R1',
      status: 'ACTIVE',
      debtIds: ['BW-550664-S1'],
      monthlyCents: 6_000,
      instalments: 16,
      firstDueOn: '2026-09-01',
      paidCents: 18_000,
    },
  ],
};

export const brugwachtDossiers: readonly Dossier[] = [
  marleen,
  ria,
  kevin,
  natasja,
  jansen('gerrit', 'BW-100482'),
  jansen('bep', 'BW-100483'),
  peter,
];
