import type { ActFault, ActFaultCode } from '../../kit/requests/wire/answer-wire.ts';

/** Why an act was refused, for the caller to see. */
export interface UserError {
  code: UserErrorCode;
  /** The input field it is about; null: none. */
  field: string | null;
  /** Dutch. */
  message: string;
  messageEn: string;
}

export type UserErrorCode = keyof typeof texts;

/** An act that was refused. */
export interface Refused {
  refused: readonly UserError[];
}

const texts = {
  ROLE_NOT_ALLOWED: ['Dit mag niet met uw rol.', 'Your role does not allow this.'],
  CLIENT_UNKNOWN: ['Deze cliënt is niet gevonden.', 'This client was not found.'],
  CONSENT_UNKNOWN: ['Deze toestemming is niet gevonden.', 'This consent was not found.'],
  EMERGENCY_ACCESS_UNKNOWN: ['Deze noodtoegang is niet gevonden.', 'This emergency access was not found.'],
  TEAM_UNKNOWN: ['Dit team is er niet.', 'There is no such team.'],
  TEAM_IS_THE_SAME: ['Dit team helpt de cliënt al.', 'This team helps the client already.'],
  ACTIVITY_UNKNOWN: ['Deze verwerkingsactiviteit is er niet.', 'There is no such processing activity.'],
  CATEGORY_UNKNOWN: ['Een van de categorieën is er niet.', 'One of the categories does not exist.'],
  CATEGORY_NOT_EXPLICIT: [
    'Voor bijzondere gegevens (gezondheid, strafrecht) moet de toestemming uitdrukkelijk zijn.',
    'For special data (health, penal) the consent must be explicit.',
  ],
  CATEGORIES_TOO_MANY: [
    'Kies een tot vier categorieën: zo weinig als kan.',
    'Choose one to four: the fewest that help.',
  ],
  CATEGORIES_REQUIRED: ['Kies minstens één categorie.', 'Choose at least one category.'],
  ORGANISATION_UNKNOWN: ['Deze organisatie doet niet mee.', 'This organisation does not take part.'],
  ORGANISATION_OF_OTHER_ROLE: ['Deze organisatie heeft een andere rol.', 'This organisation has another role.'],
  VALIDITY_IN_THE_PAST: ['De geldigheid ligt in het verleden.', 'The validity lies in the past.'],
  VALIDITY_TOO_LONG: ['Een toestemming geldt hooguit een jaar.', 'A consent is valid for a year at most.'],
  VALIDITY_REVERSED: ['De geldigheid eindigt voor ze begint.', 'The validity ends before it begins.'],
  REPRESENTATIVE_REQUIRED: [
    'Onder de 16 geeft de wettelijk vertegenwoordiger toestemming (UAVG art. 5).',
    'Under 16 the legal representative consents (UAVG art. 5).',
  ],
  CONSENT_NOT_GIVEN: ['Deze toestemming is niet gegeven.', 'This consent was not given.'],
  TEXT_REQUIRED: ['Dit moet worden ingevuld.', 'This must be filled in.'],
  TEXT_TOO_SHORT: ['Dit is te kort.', 'This is too short.'],
  TEXT_TOO_LONG: ['Dit is te lang.', 'This is too long.'],
  TEXT_NOT_ALLOWED: ['Hierin staat een teken dat niet kan.', 'This holds a character that is not allowed.'],
  DURATION_NOT_ALLOWED: ['Noodtoegang duurt 1 tot 60 minuten.', 'Emergency access lasts 1 to 60 minutes.'],
  REVIEWED_ALREADY: ['Deze noodtoegang is al beoordeeld.', 'This emergency access was reviewed already.'],
  REVIEW_OF_OWN_ACCESS: [
    'Wie de noodtoegang opende, beoordeelt haar niet.',
    'Who opened the emergency access does not review it.',
  ],
  NO_PURPOSE: ['Noem het doel waarvoor u dit doet.', 'Name the purpose for which you do this.'],
  NO_LEGAL_BASIS: [
    'Voor dit doel mag deze organisatie niet worden gevraagd.',
    'This organisation may not be asked for this purpose.',
  ],
  CONSENT_MISSING: ['De cliënt gaf hiervoor geen toestemming.', 'The client gave no consent for this.'],
  LINKED_ALREADY: [
    'De cliënt is al gekoppeld aan deze organisatie.',
    'The client is linked to this organisation already.',
  ],
  ATTRIBUTES_MISSING: [
    'Van de cliënt is te weinig bekend om te kunnen koppelen.',
    'Too little is known of the client to be recognised.',
  ],
  ORGANISATION_UNAVAILABLE: [
    'De organisatie antwoordt niet; probeer later.',
    'The organisation does not answer; try later.',
  ],
  LINK_REQUEST_UNKNOWN: ['Deze koppeling is niet gevonden.', 'This link was not found.'],
  CANDIDATE_UNKNOWN: ['Deze keuze is er niet.', 'There is no such choice.'],
  // What an organisation refuses: the codes of its answer.
  CLIENT_UNKNOWN_THERE: ['De organisatie kent deze cliënt niet.', 'The organisation does not know this client.'],
  NO_DEBTS: ['Bij deze organisatie staat geen schuld open.', 'Nothing is owed to this organisation.'],
  DEBT_UNKNOWN: ['Deze schuld heeft de cliënt daar niet.', 'The client has no such debt there.'],
  DEBT_FROZEN_ALREADY: ['Voor deze schuld loopt al een schuldpauze.', 'A debt freeze runs for this debt already.'],
  DEBT_REQUESTED_ALREADY: ['Voor deze schuld staat al een verzoek open.', 'A request is open for this debt already.'],
  DEBT_IN_ARRANGEMENT_ALREADY: [
    'Voor deze schuld loopt al een betalingsregeling.',
    'A payment arrangement runs for this debt already.',
  ],
  DATE_IN_THE_PAST: ['Deze datum ligt in het verleden.', 'This date lies in the past.'],
  DATES_REVERSED: ['De laatste dag ligt voor de eerste.', 'The last day lies before the first.'],
  DATE_BEYOND_LIMIT: ['Zo lang mag het niet.', 'This is longer than is allowed.'],
  AMOUNT_NOT_POSITIVE: ['Het bedrag moet meer dan nul zijn.', 'The amount must be more than zero.'],
  AMOUNT_BEYOND_DEBT: ['Dit is meer dan de schuld.', 'This is more than the debt.'],
  AMOUNT_BELOW_MINIMUM: [
    'De schuld is te klein voor een regeling bij deze organisatie.',
    'The debt is too small for an arrangement with this organisation.',
  ],
  ARREARS_BELOW_MINIMUM: [
    'De achterstand is te kort voor een regeling bij deze organisatie.',
    'The arrears are too recent for an arrangement with this organisation.',
  ],
  INSTALMENTS_NOT_ALLOWED: ['Dit aantal termijnen kan niet.', 'This number of instalments is not possible.'],
  EARLIER_ARRANGEMENT_FAILED: [
    'Een eerdere regeling is mislukt; daarvoor is een uitzondering nodig.',
    'An earlier arrangement failed; this needs an exception.',
  ],
  CANNOT_BE_SETTLED: ['Voor deze schuld kan geen regeling.', 'This debt cannot be settled.'],
  REQUEST_REUSED: [
    'Onder dit nummer kreeg de organisatie al een ander verzoek.',
    'The organisation had another request under this id already.',
  ],
  REQUEST_UNKNOWN: ['Dit verzoek is niet gevonden.', 'This request was not found.'],
  REQUEST_DECIDED_ALREADY: ['Op dit verzoek is al besloten.', 'This request was decided already.'],
  STALE_VERSION: ['Dit is intussen veranderd; kijk opnieuw.', 'This has changed meanwhile; look again.'],
  TRANSITION_NOT_ALLOWED: ['Zoals het nu staat, kan dit niet.', 'As it stands now, this is not possible.'],
  NOT_A_CONTACT_PERSON: [
    'U bent geen vaste contactpersoon van deze organisatie.',
    'You are no fixed contact person of this organisation.',
  ],
  MANDATE_EXCEEDED: ['Dit gaat uw mandaat te boven; geef het door.', 'This is beyond your mandate; pass it up.'],
  NOBODY_ABOVE: ['Er is niemand met meer mandaat.', 'There is nobody with a wider mandate.'],
  MEASURE_NOT_OF_ROLE: ['Deze maatregel neemt uw organisatie niet.', 'Your organisation does not take this measure.'],
  MEASURE_NOT_APPLICABLE: ['Deze maatregel is hier niet aan de orde.', 'This measure does not apply here.'],
  NOT_GRANTED: ['De organisatie wees de aanroep af.', 'The organisation refused the call.'],
  // What casework refuses itself.
  NOT_LINKED: ['De cliënt is niet gekoppeld aan deze organisatie.', 'The client is not linked to this organisation.'],
  CONDITIONS_TOO_MANY: ['Noem hooguit 10 voorwaarden.', 'Name 10 conditions at most.'],
  DEBTS_TOO_MANY: ['Noem 1 tot 100 schulden, of geen enkele voor alle.', 'Name 1 to 100 debts, or none for all.'],
  CAPACITY_EXCEEDED: [
    'Alle termijnen samen zijn meer dan de afloscapaciteit; zeg waarom het toch kan.',
    'All instalments together are more than the repayment capacity; say why it may be so.',
  ],
  CAPACITY_UNKNOWN: [
    'De afloscapaciteit is niet bekend; zeg waarom het toch kan.',
    'The repayment capacity is not known; say why it may be so.',
  ],
  PAUSE_ALREADY_PRESSED: ['Voor deze cliënt loopt al een pauze.', 'A pause runs for this client already.'],
  PAUSE_UNKNOWN: ['Deze pauze is niet gevonden.', 'This pause was not found.'],
  PAUSE_RELEASED_ALREADY: ['Deze pauze is al opgeheven.', 'This pause was released already.'],
  NO_ORGANISATION_LINKED: [
    'De cliënt is nog aan geen organisatie gekoppeld.',
    'The client is not linked to any organisation yet.',
  ],
  CASE_NOT_OPEN: ['Uw team heeft geen lopende casus van deze cliënt.', 'Your team has no open case of this client.'],
  AMOUNT_NOT_ALLOWED: ['Dit bedrag kan niet.', 'This amount is not possible.'],
  LIMIT_REACHED: ['Er staat al zoveel als kan.', 'There is as much as there can be already.'],
  NO_LEVEL_ABOVE: ['Hoger dan dit niveau is er niet.', 'There is no level above this one.'],
  ESCALATION_UNKNOWN: ['Deze opschaling is niet gevonden.', 'This escalation was not found.'],
  ESCALATION_CLOSED_ALREADY: ['Deze opschaling is al afgerond.', 'This escalation was closed already.'],
  IDEMPOTENCY_KEY_INVALID: ['De sleutel moet 8 tot 100 tekens hebben.', 'The key must have 8 to 100 characters.'],
  IDEMPOTENCY_KEY_REUSED: [
    'Met deze sleutel is al iets anders gedaan.',
    'Something else was done with this key already.',
  ],
} as const satisfies Record<ActFaultCode, Text> & Record<string, Text>;

type Text = readonly [message: string, messageEn: string];

/** An error about an input field, or about none. */
export function userError(code: UserErrorCode, field: string | null = null): UserError {
  const [message, messageEn] = texts[code];
  return { code, field, message, messageEn };
}

/** What a code says, Dutch; null for a code that acts are not refused by. */
export function messageOf(code: string): string | null {
  return Object.hasOwn(texts, code) ? texts[code as UserErrorCode][0] : null;
}

/** Refuses for one reason. */
export function refuse(code: UserErrorCode, field: string | null = null): Refused {
  return { refused: [userError(code, field)] };
}

/** What the properties of acts are called in inputs, where that differs. */
const inputFields: Readonly<Record<string, string>> = { id: 'requestId', key: 'idempotencyKey', pseudonym: 'clientId' };

/** Why an organisation refused, as errors about the input: one an input field and code. */
export function errorsOfFaults(faults: readonly ActFault[]): readonly UserError[] {
  return faults.map(({ code, field }) => userError(code, field && (inputFields[field] ?? field)));
}
