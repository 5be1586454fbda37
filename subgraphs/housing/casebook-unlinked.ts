import type { CasebookDossier } from '../kit/partner-subgraph.ts';
import type { HousingRecord } from './records.ts';

type Dossier = CasebookDossier<HousingRecord>;

/** Case 16: a tenant whom the team has not linked to the landlord yet. */
const peter: Dossier = {
  person: 'peter',
  organisation: 'vechtoever',
  reference: 'VO-140377',
  contactPersons: ['VO-M1'],
  tenancy: { from: '2014-05-01', rentCents: 63_500, monthsInArrears: 1 },
  debts: [
    {
      id: 'VO-140377-S1',
      kind: 'RENT',
      description: 'Huur oktober 2026',
      since: '2026-10-01',
      stage: 'REMINDER',
      principalCents: 63_500,
    },
  ],
};

/** Case 1: registered twice, once as the tenant before. Which record is hers, the corporation does not decide. */
const marleenNow: Dossier = {
  person: 'marleen',
  organisation: 'vechtoever',
  recordDescription: 'Huurder sinds 2019',
  reference: 'VO-127714',
  contactPersons: ['VO-M1'],
  tenancy: { from: '2019-02-01', rentCents: 66_000, monthsInArrears: 0 },
};

const marleenBefore: Dossier = {
  person: 'marleen',
  organisation: 'vechtoever',
  recordDescription: 'Huurder van 2009 tot 2013',
  reference: 'VO-071920',
  contactPersons: ['VO-M3'],
  tenancy: { from: '2009-06-01', until: '2013-05-31', rentCents: 41_000, monthsInArrears: 0 },
};

/** Tenants whom casework has no link to: asked for, they are found. */
export const unlinkedTenants: readonly Dossier[] = [peter, marleenNow, marleenBefore];
