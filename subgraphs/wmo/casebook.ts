import type { CasebookDossier, PartnerCasebook } from '../kit/partner-subgraph.ts';
import { wmoContactPersons } from './casebook-contact-persons.ts';
import type { WmoRecord } from './records.ts';

type Dossier = CasebookDossier<WmoRecord>;

/** The flat own contribution of 2026, euro cents a month (abonnementstarief). */
const flatRateCents = 2_180;

/** Case 5: guidance and help with the administration; four months of own contribution unpaid. */
const natasja: Dossier = {
  person: 'natasja',
  organisation: 'wmoDomstad',
  reference: 'WMD-26117',
  contactPersons: ['WMD-M1', 'WMD-M2'],
  provisions: [
    { kind: 'GUIDANCE', provider: 'Stichting De Kade', from: '2026-03-01', until: '2027-02-28' },
    { kind: 'ADMINISTRATION_HELP', provider: 'Humaniteit Thuisadministratie', from: '2026-10-15' },
  ],
  ownContribution: { monthlyCents: flatRateCents },
  debts: [
    {
      id: 'WMD-26117-S1',
      kind: 'OWN_CONTRIBUTION',
      description: 'Eigen bijdrage juli t/m oktober 2026',
      since: '2026-07-31',
      stage: 'REMINDER',
      principalCents: 4 * flatRateCents,
    },
  ],
};

const dennis: Dossier = {
  person: 'dennis',
  organisation: 'wmoDomstad',
  reference: 'WMD-26118',
  contactPersons: ['WMD-M1'],
  provisions: [
    { kind: 'DAY_ACTIVITIES', provider: 'Werkplaats Zuilen', from: '2026-09-01', until: '2027-08-31' },
    { kind: 'GUIDANCE', provider: 'Stichting De Kade', from: '2025-11-01', until: '2026-10-31' },
  ],
  ownContribution: { monthlyCents: flatRateCents, waivedBecause: 'Eén eigen bijdrage per huishouden' },
};

/** Case 6: what her health asks for. */
const ineke: Dossier = {
  person: 'ineke',
  organisation: 'wmoDomstad',
  reference: 'WMD-19004',
  contactPersons: ['WMD-M2'],
  provisions: [{ kind: 'HOUSEHOLD_HELP', provider: 'Thuiszorg Vechtstreek', from: '2024-05-01' }],
  ownContribution: { monthlyCents: flatRateCents },
};

/** Case 12. */
const tim: Dossier = {
  person: 'tim',
  organisation: 'wmoDomstad',
  reference: 'WMD-22871',
  contactPersons: ['WMD-M2', 'WMD-M1'],
  provisions: [
    { kind: 'GUIDANCE', provider: 'Buurtsteun Midden', from: '2025-02-01', until: '2027-01-31' },
    { kind: 'DAY_ACTIVITIES', provider: 'Groenploeg Ondiep', from: '2025-04-01', until: '2027-01-31' },
  ],
  ownContribution: { monthlyCents: flatRateCents },
};

/** Case 13: both indicated; the own contribution falls away in a debt arrangement, which nobody knew. */
function jansen(person: 'gerrit' | 'bep', reference: string, from: string): Dossier {
  return {
    person,
    organisation: 'wmoDomstad',
    reference,
    contactPersons: ['WMD-M1'],
    provisions: [{ kind: 'MOBILITY_SCOOTER', provider: 'Hulpmiddelen Centraal', from }],
    ownContribution: { monthlyCents: flatRateCents, waivedBecause: 'Vervalt zolang de schuldregeling loopt' },
  };
}

/** Case 9: ten months of own contribution. */
const herman: Dossier = {
  person: 'herman',
  organisation: 'wmoHanzestad',
  reference: 'WMH-7420',
  contactPersons: ['WMH-M1', 'WMH-M2'],
  provisions: [{ kind: 'GUIDANCE', provider: 'IJsselwaarde Begeleiding', from: '2026-01-15', until: '2027-01-14' }],
  ownContribution: { monthlyCents: flatRateCents },
  debts: [
    {
      id: 'WMH-7420-S1',
      kind: 'OWN_CONTRIBUTION',
      description: 'Eigen bijdrage januari t/m oktober 2026',
      since: '2026-01-31',
      stage: 'NOTICE',
      principalCents: 10 * flatRateCents,
    },
  ],
};

/** Case 14: asked for, nothing granted. */
const chantal: Dossier = {
  person: 'chantal',
  organisation: 'wmoHanzestad',
  reference: 'WMH-8133',
  contactPersons: ['WMH-M1'],
  provisions: [],
};

export const wmoCasebook: PartnerCasebook<WmoRecord> = {
  contactPersons: wmoContactPersons,
  dossiers: [
    natasja,
    dennis,
    ineke,
    tim,
    jansen('gerrit', 'WMD-11250', '2025-06-01'),
    jansen('bep', 'WMD-11251', '2026-01-15'),
    herman,
    chantal,
  ],
};
