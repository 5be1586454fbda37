/** What the overview says in words, in Dutch, for professionals and clients to read. */

const euros = new Intl.NumberFormat('nl-NL', { style: 'currency', currency: 'EUR' });

/** An amount of euro cents in words, without the no-break space that terminals and tests stumble over. */
const amount = (cents: number): string => euros.format(cents / 100).replaceAll('\u00a0', ' ');

const count = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`;

const listed = (names: readonly string[]): string => new Intl.ListFormat('nl-NL').format(names);

const reasons: ReadonlyMap<string, string> = new Map([
  ['PARTNER_UNAVAILABLE', 'was niet bereikbaar'],
  ['PARTNER_INVALID_RESPONSE', 'gaf een onbruikbaar antwoord'],
  ['NO_PURPOSE', 'is niet gevraagd: er is geen doel opgegeven'],
  ['ROLE_NOT_ALLOWED', 'is niet gevraagd: uw functie mag deze gegevens niet inzien'],
  ['NO_CASE_RELATION', 'is niet gevraagd: uw team heeft geen lopende casus met deze cliënt'],
  ['NO_LEGAL_BASIS', 'is niet gevraagd: er is geen wettelijke grondslag'],
  ['CONSENT_MISSING', 'is niet gevraagd: de cliënt heeft geen toestemming gegeven'],
  ['CONSENT_WITHDRAWN', 'is niet gevraagd: de cliënt heeft de toestemming ingetrokken'],
  ['CONSENT_LAPSED', 'is niet gevraagd: de toestemming van de cliënt is verlopen'],
]);

const parts = { debts: 'schulden', debtFreezes: 'schuldpauzes', paymentArrangements: 'betalingsregelingen' } as const;

/** A list of a dossier that may not have been delivered. */
export type DossierPart = keyof typeof parts;

const roles: ReadonlyMap<string, string> = new Map([
  ['work-and-income', 'Werk & Inkomen'],
  ['wmo', 'De Wmo'],
  ['housing', 'De woningcorporatie'],
  ['insurer', 'De zorgverzekeraar'],
  ['cjib', 'Het CJIB'],
]);

export const texts = {
  evictionAnnounced: (partner: string, months: number) =>
    `${partner} heeft de ontruiming aangezegd${months > 0 ? ` (${count(months, 'maand', 'maanden')} huurachterstand)` : ''}.`,
  evictionJudgment: (partner: string, months: number) =>
    `${partner} mag ontruimen op grond van een vonnis${months > 0 ? ` (${count(months, 'maand', 'maanden')} huurachterstand)` : ''}.`,
  freezeEnds: (partner: string) => `De schuldpauze bij ${partner} eindigt.`,
  emergencyStopEnds: (partner: string) => `De noodstop bij ${partner} eindigt.`,
  cakReport: (partner: string, months: number) =>
    `${partner} meldt de cliënt aan bij het CAK${months > 0 ? ` (${count(months, 'maandpremie', 'maandpremies')} achterstand)` : ''}.`,
  deferralEnds: (partner: string, monthlyCents: number) =>
    `Het uitstel bij ${partner} eindigt; de eerste termijn van ${amount(monthlyCents)} is te betalen.`,
  capacityExceeded: (monthlyCents: number, capacityCents: number) =>
    `De lopende termijnen zijn samen ${amount(monthlyCents)} per maand; de afloscapaciteit is ${amount(capacityCents)}.`,
  collectionConflict: (partner: string, others: readonly string[]) =>
    `${partner} gaat door met invorderen, terwijl ${listed(others)} de schuld ${others.length === 1 ? 'heeft' : 'hebben'} bevroren.`,
  arrangementInDefault: (partner: string, missed: number) =>
    `De betalingsregeling bij ${partner} is niet nagekomen${missed > 0 ? ` (${count(missed, 'termijn', 'termijnen')} gemist)` : ''}, terwijl een andere loopt of is voorgesteld.`,
  /** @param source the partner's name, or the role that is missing as a whole */
  missing: (source: { partner: string } | { role: string }, reason: string) => {
    const who = 'partner' in source ? source.partner : (roles.get(source.role) ?? 'Een organisatie');
    return `${who} ${reasons.get(reason) ?? 'heeft geen gegevens geleverd'}.`;
  },
  missingParts: (partner: string, missing: readonly DossierPart[]) =>
    `Van ${partner} ontbreken de ${listed(missing.map((part) => parts[part]))}.`,
};
