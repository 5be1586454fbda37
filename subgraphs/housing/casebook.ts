import type { CasebookDossier, PartnerCasebook } from '../kit/partner-subgraph.ts';
import { housingContactPersons } from './casebook-contact-persons.ts';
import { unlinkedTenants } from './casebook-unlinked.ts';
import type { HousingRecord } from './records.ts';

type Dossier = CasebookDossier<HousingRecord>;

/** Case 3: an earlier arrangement failed, a new one was refused, then deferral until the holiday pay. */
const joyce: Dossier = {
  person: 'joyce',
  organisation: 'vechtoever',
  reference: 'VO-118203',
  contactPersons: ['VO-M1', 'VO-M3'],
  tenancy: { from: '2016-09-01', rentCents: 69_000, monthsInArrears: 2 },
  debts: [
    {
      id: 'VO-118203-S1',
      kind: 'RENT',
      description: 'Huur november 2025 t/m januari 2026',
      since: '2025-11-01',
      stage: 'NOTICE',
      principalCents: 207_000,
      paidCents: 54_000,
    },
  ],
  debtFreezes: [
    {
      id: 'VO-118203-P1',
      status: 'ENDED',
      from: '2026-04-01',
      until: '2026-05-31',
      debtIds: ['VO-118203-S1'],
      conditions: ['De lopende huur wordt op tijd betaald'],
    },
  ],
  paymentArrangements: [
    {
      id: 'VO-118203-R1',
      status: 'IN_DEFAULT',
      debtIds: ['VO-118203-S1'],
      monthlyCents: 17_250,
      instalments: 12,
      firstDueOn: '2026-02-01',
      missedInstalments: 2,
    },
    {
      id: 'VO-118203-R2',
      status: 'REFUSED',
      debtIds: ['VO-118203-S1'],
      monthlyCents: 9_000,
      instalments: 23,
      firstDueOn: '2026-04-01',
    },
    {
      id: 'VO-118203-R3',
      status: 'ACTIVE',
      debtIds: ['VO-118203-S1'],
      monthlyCents: 9_000,
      instalments: 23,
      firstDueOn: '2026-06-01',
      deferredUntil: '2026-05-31',
      paidCents: 54_000,
      conditions: ['Twee maanden uitstel, tot het vakantiegeld'],
    },
  ],
};

/** Case 4: two adults in one house, seven months; each owes half, and both must enter budget management. */
function vanDongen(person: 'ria' | 'kevin', reference: string): Dossier {
  const conditions = ['De lopende huur wordt op tijd betaald', 'Beide bewoners gaan in budgetbeheer'];
  return {
    person,
    organisation: 'vechtoever',
    reference,
    contactPersons: ['VO-M3', 'VO-M1'],
    tenancy: { from: '2008-03-01', rentCents: 78_400, monthsInArrears: 7 },
    eviction: { stage: 'ANNOUNCED', date: '2026-12-10', conditions },
    debts: [
      {
        id: `${reference}-S1`,
        kind: 'RENT',
        description: 'De helft van zeven maanden huur, februari t/m augustus 2026',
        since: '2026-02-01',
        stage: 'ENFORCEMENT',
        principalCents: 274_400,
        surcharges: [
          { kind: 'COLLECTION_COSTS', amountCents: 41_160, addedOn: '2026-05-15' },
          { kind: 'COURT_COSTS', amountCents: 35_000, addedOn: '2026-09-22' },
        ],
      },
    ],
    paymentArrangements: [
      {
        id: `${reference}-R1`,
        status: 'PROPOSED',
        debtIds: [`${reference}-S1`],
        monthlyCents: 7_500,
        instalments: 47,
        firstDueOn: '2027-01-01',
        conditions,
      },
    ],
  };
}

/** Case 5: the present landlord froze the debt; the eviction that was announced still has its date. */
const natasjaNow: Dossier = {
  person: 'natasja',
  organisation: 'vechtoever',
  reference: 'VO-140977',
  contactPersons: ['VO-M1', 'VO-M3'],
  tenancy: { from: '2021-05-01', rentCents: 74_500, monthsInArrears: 5 },
  eviction: {
    stage: 'ANNOUNCED',
    date: '2026-12-15',
    conditions: ['De lopende huur wordt op tijd betaald', 'Het gezin aanvaardt hulp bij de administratie'],
  },
  debts: [
    {
      id: 'VO-140977-S1',
      kind: 'RENT',
      description: 'Huur april t/m augustus 2026',
      since: '2026-04-01',
      stage: 'ENFORCEMENT',
      principalCents: 372_500,
      surcharges: [
        { kind: 'COLLECTION_COSTS', amountCents: 55_875, addedOn: '2026-06-15' },
        { kind: 'COURT_COSTS', amountCents: 48_600, addedOn: '2026-10-06' },
      ],
    },
  ],
  debtFreezes: [
    {
      id: 'VO-140977-P1',
      status: 'ACTIVE',
      from: '2026-11-02',
      until: '2027-02-28',
      debtIds: ['VO-140977-S1'],
      conditions: ['De lopende huur wordt op tijd betaald', 'Hulp bij de administratie is begonnen'],
    },
  ],
};

/** Case 5: the old landlord, whose debt nothing covers. */
const natasjaBefore: Dossier = {
  person: 'natasja',
  organisation: 'elinkhof',
  reference: 'EL-20455',
  contactPersons: ['EL-M1'],
  tenancy: { from: '2014-02-01', until: '2021-04-30', rentCents: 64_000, monthsInArrears: 2 },
  debts: [
    {
      id: 'EL-20455-S1',
      kind: 'RENT',
      description: 'Huur maart en april 2021, vorige woning',
      since: '2021-03-01',
      stage: 'BAILIFF',
      principalCents: 128_000,
      surcharges: [{ kind: 'COLLECTION_COSTS', amountCents: 19_200, addedOn: '2021-08-02' }],
    },
  ],
  debtFreezes: [
    {
      id: 'EL-20455-P1',
      status: 'REFUSED',
      from: '2026-10-01',
      until: '2026-12-31',
      debtIds: ['EL-20455-S1'],
    },
  ],
};

/** Case 7: € 3,800 rent, € 570 collection costs (15 %), € 1,000 court costs; € 1,746 at once, the rest in kind. */
const sjoerd: Dossier = {
  person: 'sjoerd',
  organisation: 'noorderstad',
  reference: 'NS-7731',
  contactPersons: ['NS-M1', 'NS-M2'],
  tenancy: { from: '2015-11-01', rentCents: 63_500, monthsInArrears: 5 },
  eviction: { stage: 'JUDGMENT', conditions: ['De huur loopt via vastelastenbeheer'] },
  debts: [
    {
      id: 'NS-7731-S1',
      kind: 'RENT',
      description: 'Huurachterstand oktober 2025 t/m maart 2026',
      since: '2025-10-01',
      stage: 'JUDGMENT',
      principalCents: 380_000,
      surcharges: [
        { kind: 'COLLECTION_COSTS', amountCents: 57_000, addedOn: '2026-01-12' },
        { kind: 'COURT_COSTS', amountCents: 100_000, addedOn: '2026-04-07' },
      ],
    },
  ],
  paymentArrangements: [
    {
      id: 'NS-7731-R1',
      status: 'PROPOSED',
      debtIds: ['NS-7731-S1'],
      monthlyCents: 174_600,
      instalments: 1,
      firstDueOn: '2026-12-15',
      waivedCents: 362_400,
      conditions: [
        '€ 1.746 ineens uit het teambudget',
        'De rest in natura: onderhoud van het binnenterrein',
        'De huur is gegarandeerd door vastelastenbeheer',
      ],
    },
  ],
};

/** Case 10: two months of arrears since the benefit stopped; the landlord threatened. */
const amal: Dossier = {
  person: 'amal',
  organisation: 'elinkhof',
  reference: 'EL-31902',
  contactPersons: ['EL-M1', 'EL-M2'],
  tenancy: { from: '2022-07-01', rentCents: 51_000, monthsInArrears: 2 },
  eviction: { stage: 'NOTICE' },
  debts: [
    {
      id: 'EL-31902-S1',
      kind: 'RENT',
      description: 'Huur oktober en november 2026',
      since: '2026-10-01',
      stage: 'NOTICE',
      principalCents: 102_000,
    },
  ],
  debtFreezes: [
    {
      id: 'EL-31902-P1',
      status: 'GRANTED',
      from: '2026-12-01',
      until: '2027-02-28',
      debtIds: ['EL-31902-S1'],
      conditions: ['De uitkering is hersteld en de lopende huur wordt betaald'],
    },
  ],
};

/** Case 14: the rent debt was kept out of the Wsnp, with budget management; the eviction is off. */
const chantal: Dossier = {
  person: 'chantal',
  organisation: 'zaankwartier',
  reference: 'ZK-5512',
  contactPersons: ['ZK-M1'],
  tenancy: { from: '2018-10-01', rentCents: 71_200, monthsInArrears: 3 },
  eviction: { stage: 'CALLED_OFF', conditions: ['Budgetbeheer', 'De huurschuld blijft buiten de Wsnp'] },
  debts: [
    {
      id: 'ZK-5512-S1',
      kind: 'RENT',
      description: 'Huur februari t/m mei 2026',
      since: '2026-02-01',
      stage: 'BAILIFF',
      principalCents: 284_800,
      paidCents: 32_000,
    },
  ],
  paymentArrangements: [
    {
      id: 'ZK-5512-R1',
      status: 'ACTIVE',
      debtIds: ['ZK-5512-S1'],
      monthlyCents: 8_000,
      instalments: 36,
      firstDueOn: '2026-08-01',
      paidCents: 32_000,
      conditions: ['Budgetbeheer'],
    },
  ],
};

export const housingCasebook: PartnerCasebook<HousingRecord> = {
  contactPersons: housingContactPersons,
  automaticAgreements: { elinkhof: { maxDays: 240, maxDebtCents: 500_000, since: '2025-01-01' } },
  dossiers: [
    joyce,
    vanDongen('ria', 'VO-093310'),
    vanDongen('kevin', 'VO-093311'),
    natasjaNow,
    natasjaBefore,
    sjoerd,
    amal,
    chantal,
    ...unlinkedTenants,
  ],
};
