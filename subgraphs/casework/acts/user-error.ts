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
  IDEMPOTENCY_KEY_INVALID: ['De sleutel moet 8 tot 100 tekens hebben.', 'The key must have 8 to 100 characters.'],
  IDEMPOTENCY_KEY_REUSED: [
    'Met deze sleutel is al iets anders gedaan.',
    'Something else was done with this key already.',
  ],
} as const satisfies Record<string, readonly [message: string, messageEn: string]>;

/** An error about an input field, or about none. */
export function userError(code: UserErrorCode, field: string | null = null): UserError {
  const [message, messageEn] = texts[code];
  return { code, field, message, messageEn };
}

/** Refuses for one reason. */
export function refuse(code: UserErrorCode, field: string | null = null): Refused {
  return { refused: [userError(code, field)] };
}
