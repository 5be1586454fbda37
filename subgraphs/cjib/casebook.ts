import { loginOf } from '../casebook/logins.ts';
import type { CasebookDossier, PartnerCasebook } from '../kit/partner-subgraph.ts';
import { type CjibRecord, withDebts } from './records.ts';

type Dossier = CasebookDossier<CjibRecord>;

const noSettlement = 'Strafbeschikking met schadevergoeding voor een slachtoffer: valt buiten een schuldregeling';

/** Case 5: as case 11, and one fine that cannot be settled. */
const natasja: Dossier = {
  person: 'natasja',
  organisation: 'cjib',
  reference: 'CJ-5504417',
  contactPersons: ['CJ-M1', 'CJ-M3'],
  fines: [
    {
      debtId: 'CJ-5504417-B1',
      description: 'Rijden zonder verzekering (WAM)',
      imposedOn: '2025-09-15',
      originalCents: 24_000,
      stage: 'BAILIFF',
      increases: [{ addedOn: '2025-12-01' }, { addedOn: '2026-02-16' }],
    },
    {
      debtId: 'CJ-5504417-B2',
      description: 'Niet gekeurd voertuig (APK)',
      imposedOn: '2026-02-09',
      originalCents: 18_000,
      stage: 'NOTICE',
      increases: [
        { addedOn: '2026-04-27', undoneOn: '2026-11-09' },
        { addedOn: '2026-07-13', undoneOn: '2026-11-09' },
      ],
    },
    {
      debtId: 'CJ-5504417-B3',
      description: 'Strafbeschikking winkeldiefstal, met schadevergoeding',
      imposedOn: '2026-05-18',
      originalCents: 16_000,
      stage: 'REMINDER',
      cannotBeSettledBecause: noSettlement,
    },
  ],
  paymentArrangements: [
    {
      id: 'CJ-5504417-R1',
      status: 'ACTIVE',
      debtIds: ['CJ-5504417-B2'],
      monthlyCents: 7_500,
      instalments: 3,
      firstDueOn: '2026-12-01',
      conditions: ['Helpt mee in de moestuin van de buurt; daarvoor zijn de verhogingen ongedaan gemaakt'],
    },
  ],
};

/** Case 5, his part: collection stands still for four months. */
const dennis: Dossier = {
  person: 'dennis',
  organisation: 'cjib',
  reference: 'CJ-5611903',
  contactPersons: ['CJ-M1'],
  fines: [
    {
      debtId: 'CJ-5611903-B1',
      description: 'Snelheidsovertreding, 28 km/u te hard',
      imposedOn: '2026-03-02',
      originalCents: 28_000,
      stage: 'NOTICE',
      increases: [{ addedOn: '2026-05-18' }],
    },
    {
      debtId: 'CJ-5611903-B2',
      description: 'Telefoon in de hand tijdens het rijden',
      imposedOn: '2026-06-08',
      originalCents: 43_000,
      stage: 'REMINDER',
    },
  ],
  emergencyStop: { from: '2026-10-19', until: '2027-02-18' },
};

/** Case 8: € 1,800 of the € 81,000, two fines that both grew to three times their sum. */
const yvonne: Dossier = {
  person: 'yvonne',
  organisation: 'cjib',
  reference: 'CJ-4410872',
  contactPersons: ['CJ-M2'],
  fines: [
    {
      debtId: 'CJ-4410872-B1',
      description: 'Rijden zonder verzekering (WAM)',
      imposedOn: '2024-03-11',
      originalCents: 36_000,
      stage: 'BAILIFF',
      increases: [{ addedOn: '2024-05-27' }, { addedOn: '2024-08-12' }],
    },
    {
      debtId: 'CJ-4410872-B2',
      description: 'Door rood licht gereden',
      imposedOn: '2024-10-07',
      originalCents: 24_000,
      stage: 'BAILIFF',
      increases: [{ addedOn: '2024-12-23' }, { addedOn: '2025-03-10' }],
    },
  ],
};

/** Case 9: € 1,505.70; the emergency stop runs. */
const herman: Dossier = {
  person: 'herman',
  organisation: 'cjib',
  reference: 'CJ-3927140',
  contactPersons: ['CJ-M2', 'CJ-M3'],
  fines: [
    {
      debtId: 'CJ-3927140-B1',
      description: 'Openbare dronkenschap, herhaald',
      imposedOn: '2025-06-16',
      originalCents: 36_000,
      stage: 'BAILIFF',
      increases: [{ addedOn: '2025-09-01' }, { addedOn: '2025-11-17' }],
    },
    {
      debtId: 'CJ-3927140-B2',
      description: 'Reizen zonder geldig vervoerbewijs',
      imposedOn: '2026-04-13',
      originalCents: 28_380,
      stage: 'NOTICE',
      increases: [{ addedOn: '2026-06-29' }],
    },
  ],
  emergencyStop: { from: '2026-11-02', until: '2027-03-01' },
};

/** Case 11: the increases undone for a community task, the fines themselves in instalments of € 75. */
const ricardo: Dossier = {
  person: 'ricardo',
  organisation: 'cjib',
  reference: 'CJ-4806655',
  contactPersons: ['CJ-M1', 'CJ-M3'],
  fines: [
    {
      debtId: 'CJ-4806655-B1',
      description: 'Snelheidsovertreding, 33 km/u te hard',
      imposedOn: '2025-08-11',
      originalCents: 39_000,
      stage: 'NOTICE',
      paidCents: 22_500,
      increases: [
        { addedOn: '2025-10-27', undoneOn: '2026-08-03' },
        { addedOn: '2026-01-12', undoneOn: '2026-08-03' },
      ],
    },
    {
      debtId: 'CJ-4806655-B2',
      description: 'Door rood licht gereden',
      imposedOn: '2026-02-23',
      originalCents: 24_000,
      stage: 'NOTICE',
      increases: [{ addedOn: '2026-05-11', undoneOn: '2026-08-03' }],
    },
  ],
  paymentArrangements: [
    {
      id: 'CJ-4806655-R1',
      status: 'ACTIVE',
      debtIds: ['CJ-4806655-B1', 'CJ-4806655-B2'],
      monthlyCents: 7_500,
      instalments: 9,
      firstDueOn: '2026-09-01',
      paidCents: 22_500,
      conditions: ['Maatschappelijke taak: veertig uur bij de fietsenwerkplaats'],
    },
  ],
};

/** Case 16: what may no longer be asked for. */
const peter: Dossier = {
  person: 'peter',
  organisation: 'cjib',
  reference: 'CJ-5120398',
  contactPersons: ['CJ-M1'],
  fines: [
    {
      debtId: 'CJ-5120398-B1',
      description: 'Snelheidsovertreding, 29 km/u te hard',
      imposedOn: '2026-04-20',
      originalCents: 32_000,
      stage: 'NOTICE',
      increases: [{ addedOn: '2026-07-06' }],
    },
  ],
};

/** Case 12: a fine that nobody in the team knows of; without his consent they do not ask. */
const tim: Dossier = {
  person: 'tim',
  organisation: 'cjib',
  reference: 'CJ-5307211',
  contactPersons: ['CJ-M1'],
  fines: [
    {
      debtId: 'CJ-5307211-B1',
      description: 'Reizen zonder geldig vervoerbewijs',
      imposedOn: '2026-08-24',
      originalCents: 9_000,
      stage: 'REMINDER',
    },
  ],
};

export const cjibCasebook: PartnerCasebook<CjibRecord> = {
  contactPersons: {
    cjib: [
      {
        id: 'CJ-M1',
        name: 'Esther Lont',
        position: 'Medewerker wijkteams, regio Midden',
        phone: '058 000 61 01',
        email: 'e.lont@cjib.example',
        hours: 'ma t/m vr 9.00–17.00',
        channel: 'SECURE_EMAIL',
        login: loginOf(7),
        deputy: 'CJ-M2',
        mandate: { maxFreezeDays: 122, maxArrangementCents: 150_000, mayWaiveSurcharge: false, escalatesTo: 'CJ-M3' },
      },
      {
        id: 'CJ-M2',
        name: 'Olaf Terpstra',
        position: 'Medewerker wijkteams, regio Oost',
        phone: '058 000 61 02',
        email: 'o.terpstra@cjib.example',
        hours: 'ma t/m do 8.30–16.30',
        deputy: 'CJ-M1',
        mandate: { maxFreezeDays: 122, maxArrangementCents: 150_000, mayWaiveSurcharge: false, escalatesTo: 'CJ-M3' },
      },
      {
        id: 'CJ-M3',
        name: 'Rianne de Boer',
        position: 'Coördinator persoonsgerichte inning',
        phone: '058 000 61 03',
        email: 'r.deboer@cjib.example',
        hours: 'di en do 9.00–16.00',
        channel: 'SECURE_EMAIL',
        login: loginOf(18),
        mandate: {
          maxFreezeDays: 365,
          maxArrangementCents: 1_000_000,
          mayWaiveSurcharge: true,
          exceptions: ['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM'],
        },
      },
    ],
  },
  dossiers: [natasja, dennis, yvonne, herman, ricardo, peter, tim].map(withDebts),
};
