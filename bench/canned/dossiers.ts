import { type DossierRole, dossierFields } from '../client-view.ts';

/** Stands for the client's id wherever an answer names it. */
export const idPlaceholder = '@@client@@';

const contactPerson = (name: string, position: string) => ({
  name,
  position,
  phone: '030 000 10 01',
  email: 'contactpersoon@voorbeeld.invalid',
  hours: 'ma t/m do 9.00-17.00 uur',
  deputy: { name: 'Robin Vervanger', phone: '030 000 10 02' },
  mandate: {
    maxFreezeDays: 180,
    maxArrangementCents: 1_000_000,
    mayWaiveSurcharge: true,
    escalatesTo: { name: 'Kim Teamleider', position: 'Teamleider incasso' },
  },
});

const debt = (id: string, kind: string, description: string) => ({
  id,
  kind,
  description,
  since: '2026-03-01',
  stage: 'NOTICE',
  principalCents: 84_000,
  surcharges: [{ kind: 'COLLECTION_COSTS', amountCents: 12_600, addedOn: '2026-06-01' }],
  paidCents: 5_000,
  waivedCents: 0,
  outstandingCents: 91_600,
});

const ownFields: Readonly<Record<DossierRole, object>> = {
  'work-and-income': {
    benefits: [
      { kind: 'GENERAL_ASSISTANCE', amountCents: 128_300, costSharingReductionCents: 30_000, since: '2025-01-01' },
    ],
    extraAttention: true,
  },
  wmo: {
    provisions: [{ kind: 'HOUSEHOLD_HELP', provider: 'Thuiszorg Voorbeeld', from: '2026-01-01' }],
    ownContribution: { monthlyCents: 2_100, waived: true, waivedBecause: 'Er loopt een schuldregeling.' },
  },
  housing: {
    tenancy: { from: '2019-05-01', rentCents: 62_000, monthsInArrears: 3 },
    eviction: { stage: 'NOTICE', conditions: ['De huur komt voortaan op tijd.'] },
  },
  insurer: {
    policy: { since: '2020-01-01', premiumCents: 15_900, additionalCover: false },
    monthsInArrears: 4,
    reportedToCak: false,
    cakReportDate: '2027-01-01',
  },
  cjib: {
    fines: [
      {
        debtId: 'cjib-1',
        imposedOn: '2026-02-01',
        originalCents: 42_000,
        increases: [{ percentage: 50, amountCents: 21_000, addedOn: '2026-05-01', undone: false }],
      },
    ],
    emergencyStop: { from: '2026-10-01', until: '2027-01-31' },
  },
};

/** An invented dossier of one role, as its subgraph would hold it. */
function dossierAt(role: DossierRole): object {
  return {
    organisation: { oin: '00000099000000009999', name: 'Organisatie van het voorbeeld' },
    reference: `${role}-2026-0001`,
    contactPersons: [contactPerson('Alex Contactpersoon', 'Vaste contactpersoon voor wijkteams')],
    debts: [debt(`${role}-1`, 'OTHER', 'Achterstand van het eerste halfjaar')],
    debtFreezes: [
      {
        id: `${role}-freeze-1`,
        status: 'ACTIVE',
        from: '2026-10-01',
        until: '2027-03-31',
        debtIds: [`${role}-1`],
        conditions: ['De lopende rekening wordt betaald.'],
      },
    ],
    paymentArrangements: [
      {
        id: `${role}-arrangement-1`,
        status: 'PROPOSED',
        debtIds: [`${role}-1`],
        monthlyCents: 2_500,
        instalments: 36,
        firstDueOn: '2027-04-01',
        paidCents: 0,
        missedInstalments: 0,
        waivedCents: 12_600,
        conditions: [],
      },
    ],
    ...ownFields[role],
  };
}

const team = { id: 'team-ondiep', name: 'Buurtteam Ondiep', municipality: 'Domstad' };

/** The one client of all canned answers, as a role knows it. */
export function cannedClient(role: DossierRole | 'casework'): object {
  const itself = { __typename: 'Client', id: idPlaceholder };
  if (role !== 'casework') return { ...itself, [dossierFields[role].field]: [dossierAt(role)] };
  return {
    ...itself,
    name: { given: 'Noor', family: 'Voorbeeld', full: `Noor Voorbeeld ${idPlaceholder}` },
    birthDate: '1985-05-21',
    case: {
      id: `case-${idPlaceholder}`,
      status: 'OPEN',
      openedOn: '2026-09-07',
      summary: 'Achterstanden bij vijf organisaties; een ontruiming dreigt.',
      repaymentCapacityCents: 12_000,
      team,
    },
  };
}
