import type { PartnerCasebook } from '../kit/partner-subgraph.ts';
import { brugwachtDossiers } from './casebook-brugwacht.ts';
import { insurerContactPersons } from './casebook-contact-persons.ts';
import { lekstroomDossiers } from './casebook-lekstroom.ts';
import { oostlandDossiers } from './casebook-oostland.ts';
import type { InsuranceRecord } from './records.ts';

export const insurerCasebook: PartnerCasebook<InsuranceRecord> = {
  contactPersons: insurerContactPersons,
  dossiers: [...brugwachtDossiers, ...lekstroomDossiers, ...oostlandDossiers],
};
