import type { Category } from '../../../schema/categories.ts';

// What a client reads: plain Dutch, no terms of the trade.
const categories: Readonly<Record<Category, string>> = {
  organisation: 'welke organisaties meedoen',
  oversight: 'het logboek',
  requests: 'wat voor u aan de organisatie werd gevraagd',
  dossier: 'of de organisatie u kent',
  identity: 'uw naam en geboortedatum',
  household: 'wie er bij u in huis wonen',
  case: 'dat het team u helpt en waarmee',
  consents: 'welke toestemming u gaf',
  'contact-persons': 'uw contactpersonen',
  debts: 'uw schulden',
  'debt-freezes': 'uw schuldpauzes',
  'payment-arrangements': 'uw betalingsregelingen',
  income: 'uw uitkering of inkomen',
  care: 'uw zorg en ondersteuning',
  tenancy: 'uw huur en woning',
  insurance: 'uw zorgverzekering',
  penal: 'uw boetes',
};

const roles: Readonly<Record<string, string>> = {
  professional: 'hulpverlener',
  'team-lead': 'teamleider',
  'contact-person': 'vaste contactpersoon',
  'privacy-officer': 'privacy officer',
};

const bases: Readonly<Record<string, string>> = {
  LEGAL_TASK: 'wettelijke taak',
  CONSENT: 'uw toestemming',
  VITAL_INTEREST: 'nood: iemands leven of gezondheid was in gevaar',
};

const reasons: Readonly<Record<string, string>> = {
  NO_PURPOSE: 'er was geen doel genoemd',
  ROLE_NOT_ALLOWED: 'iemand met deze functie mag dit niet',
  NO_CASE_RELATION: 'het team hielp u toen niet',
  NO_LEGAL_BASIS: 'voor dit doel mag dit niet',
  CONSENT_MISSING: 'u gaf hiervoor geen toestemming',
  CONSENT_WITHDRAWN: 'u trok uw toestemming in',
  CONSENT_LAPSED: 'uw toestemming was niet meer geldig',
  NOT_LINKED: 'de organisatie is niet aan u gekoppeld',
  ACCESS_CHANGED: 'wat mocht, veranderde op dat moment',
};

const acts: Readonly<Record<string, string>> = {
  'Mutation.recordConsent': 'uw toestemming vastgelegd',
  'Mutation.withdrawConsent': 'vastgelegd dat u uw toestemming introk',
  'Mutation.handOverCase': 'uw zaak overgedragen aan een ander team',
  'Mutation.endCaseRelation': 'vastgelegd dat het team u niet meer helpt',
  'Mutation.openEmergencyAccess': 'noodtoegang geopend',
  'Mutation.closeEmergencyAccess': 'noodtoegang gesloten',
  'Mutation.reviewEmergencyAccess': 'noodtoegang beoordeeld',
  'Mutation.linkClient': 'aan een organisatie gevraagd of die u kent',
  'Mutation.confirmLink': 'vastgelegd dat een organisatie u kent',
  'Mutation.requestDebtFreeze': 'voor u om een schuldpauze gevraagd',
  'Mutation.proposePaymentArrangement': 'voor u een betalingsregeling voorgesteld',
  'Mutation.withdrawRequest': 'een verzoek voor u ingetrokken',
  'Mutation.acceptCounterOffer': 'een tegenvoorstel voor u aangenomen',
  'Mutation.pressPauseButton': 'de pauzeknop voor u ingedrukt: om schuldpauzes gevraagd',
  'Mutation.releasePauseButton': 'de pauze van uw schulden opgeheven',
  'Mutation.decideDebtFreeze': 'beslist over uw schuldpauze',
  'Mutation.decidePaymentArrangement': 'beslist over uw betalingsregeling',
  'Mutation.endDebtFreeze': 'uw schuldpauze beëindigd',
  'Mutation.recordInstalment': 'vastgelegd of een termijn van uw regeling is betaald',
  'Mutation.endPaymentArrangement': 'uw betalingsregeling beëindigd of hervat',
  'Mutation.writeCasePlan': 'uw plan geschreven of gewijzigd',
  'Mutation.stateCostsAvoided': 'vastgelegd welke kosten voor u zijn voorkomen',
  'Mutation.pressRedButton': 'uw zaak voorgelegd aan een hoger niveau',
  'Mutation.closeEscalation': 'vastgelegd wat een hoger niveau voor u deed',
};

/** Categories, roles, bases, reasons and acts of the log, as a client reads them. What has no word yet stays as it is. */
export const dutch = {
  category: (name: string): string => word(categories, name) ?? name,
  role: (name: string): string => word(roles, name) ?? name,
  basis: (name: string): string => word(bases, name) ?? name,
  reason: (code: string): string => word(reasons, code) ?? code,
  act: (name: string): string => word(acts, name) ?? 'iets voor u gedaan of vastgelegd',
};

// Names of the log are any text: those that every object inherits are no words.
function word(words: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}
