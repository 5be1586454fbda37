import type { CasebookDossier, PartnerCasebook } from '../kit/partner-subgraph.ts';
import { workAndIncomeContactPersons } from './casebook-contact-persons.ts';
import { hanzestadDossiers } from './casebook-hanzestad.ts';
import { singleNormCents } from './casebook-norms.ts';
import type { WorkAndIncomeRecord } from './records.ts';

type Dossier = CasebookDossier<WorkAndIncomeRecord>;

/** A dossier of someone with the full benefit and nothing else. */
function onlyBenefit(person: string, reference: string, since: string): Dossier {
  return {
    person,
    organisation: 'incomeDomstad',
    reference,
    contactPersons: ['WID-M1'],
    benefits: [{ kind: 'GENERAL_ASSISTANCE', amountCents: singleNormCents, since }],
  };
}

/** Case 4: the grown child at home lowers the norm. */
const ria: Dossier = {
  person: 'ria',
  organisation: 'incomeDomstad',
  reference: 'WID-301145',
  contactPersons: ['WID-M2'],
  benefits: [
    {
      kind: 'GENERAL_ASSISTANCE',
      amountCents: 100_500,
      costSharingReductionCents: 33_500,
      since: '2022-10-01',
    },
  ],
};

/** Case 5: the loan that keeps the family going, repaid from February; the recovery is frozen. */
const natasja: Dossier = {
  person: 'natasja',
  organisation: 'incomeDomstad',
  reference: 'WID-288410',
  contactPersons: ['WID-M1', 'WID-M3'],
  benefits: [
    { kind: 'GENERAL_ASSISTANCE', amountCents: 191_500, since: '2023-03-01' },
    { kind: 'LOAN_ASSISTANCE', amountCents: 150_000, since: '2026-10-01' },
  ],
  debts: [
    {
      id: 'WID-288410-S1',
      kind: 'LOAN_ASSISTANCE',
      description: 'Leenbijstand oktober 2026, tegen de afsluiting van energie',
      since: '2026-10-01',
      stage: 'REMINDER',
      principalCents: 150_000,
    },
    {
      id: 'WID-288410-S2',
      kind: 'BENEFIT_RECOVERY',
      description: 'Terugvordering: inkomsten april 2026 niet opgegeven',
      since: '2026-07-06',
      stage: 'NOTICE',
      principalCents: 84_000,
    },
  ],
  debtFreezes: [
    {
      id: 'WID-288410-P1',
      status: 'ACTIVE',
      from: '2026-10-01',
      until: '2027-03-15',
      debtIds: ['WID-288410-S2'],
      conditions: ['Het gezin aanvaardt hulp bij de administratie'],
    },
  ],
  paymentArrangements: [
    {
      id: 'WID-288410-R1',
      status: 'ACTIVE',
      debtIds: ['WID-288410-S1'],
      monthlyCents: 5_000,
      instalments: 30,
      firstDueOn: '2027-02-01',
      deferredUntil: '2027-01-31',
    },
  ],
};

/** Case 5, his part: the couple's benefit stands in her dossier. */
const dennis: Dossier = {
  person: 'dennis',
  organisation: 'incomeDomstad',
  reference: 'WID-288411',
  contactPersons: ['WID-M1'],
  benefits: [{ kind: 'SPECIAL_ASSISTANCE', amountCents: 12_000, since: '2026-09-01' }],
};

/** Case 10: post got lost, benefit stopped, restored at once when the team called. */
const amal: Dossier = {
  person: 'amal',
  organisation: 'incomeDomstad',
  reference: 'WID-315522',
  contactPersons: ['WID-M2', 'WID-M3'],
  benefits: [
    {
      kind: 'GENERAL_ASSISTANCE',
      amountCents: 100_500,
      costSharingReductionCents: 33_500,
      since: '2024-06-01',
      stopped: { on: '2026-09-28', reason: 'Herhaalde brief niet beantwoord', restoredOn: '2026-10-14' },
    },
  ],
};

/** Case 12: the address check went unanswered; now one extra call before anything stops. */
const tim: Dossier = {
  person: 'tim',
  organisation: 'incomeDomstad',
  reference: 'WID-297006',
  contactPersons: ['WID-M2'],
  benefits: [
    {
      kind: 'GENERAL_ASSISTANCE',
      amountCents: singleNormCents,
      since: '2021-01-01',
      stopped: { on: '2026-08-31', reason: 'Adresonderzoek niet beantwoord', restoredOn: '2026-09-24' },
    },
  ],
  extraAttention: true,
};

export const workAndIncomeCasebook: PartnerCasebook<WorkAndIncomeRecord> = {
  contactPersons: workAndIncomeContactPersons,
  dossiers: [
    onlyBenefit('marleen', 'WID-270318', '2024-02-01'),
    onlyBenefit('joyce', 'WID-265590', '2023-09-01'),
    ria,
    natasja,
    dennis,
    amal,
    onlyBenefit('ricardo', 'WID-309871', '2025-05-01'),
    tim,
    onlyBenefit('peter', 'WID-311204', '2025-11-01'),
    ...hanzestadDossiers,
  ],
};
