/** Words and numbers as a professional reads them. */

const labels: Readonly<Record<string, string>> = {
  RENT: 'huurachterstand',
  HEALTH_PREMIUM: 'zorgpremie',
  HEALTH_COSTS: 'zorgkosten',
  FINE: 'boete',
  BENEFIT_RECOVERY: 'terugvordering',
  LOAN_ASSISTANCE: 'leenbijstand',
  OWN_CONTRIBUTION: 'eigen bijdrage',
  OTHER: 'andere schuld',
  COLLECTION_COSTS: 'incassokosten',
  COURT_COSTS: 'proceskosten',
  STATUTORY_INCREASE: 'wettelijke verhoging',
  INTEREST: 'rente',
  ADMINISTRATIVE_PREMIUM: 'opslag CAK',
  REMINDER: 'herinnering',
  NOTICE: 'aanmaning',
  BAILIFF: 'deurwaarder',
  JUDGMENT: 'vonnis',
  ENFORCEMENT: 'executie',
  ANNOUNCED: 'aangezegd',
  CALLED_OFF: 'van de baan',
  REQUESTED: 'aangevraagd',
  GRANTED: 'toegekend',
  ACTIVE: 'loopt',
  REFUSED: 'geweigerd',
  ENDED: 'geëindigd',
  PROPOSED: 'voorgesteld',
  COMPLETED: 'voltooid',
  IN_DEFAULT: 'niet nagekomen',
  GENERAL_ASSISTANCE: 'algemene bijstand',
  SPECIAL_ASSISTANCE: 'bijzondere bijstand',
  MOBILITY_SCOOTER: 'scootmobiel',
  HOUSEHOLD_HELP: 'huishoudelijke hulp',
  GUIDANCE: 'begeleiding',
  DAY_ACTIVITIES: 'dagbesteding',
  SHELTERED_HOUSING: 'beschermd wonen',
  ADMINISTRATION_HELP: 'hulp bij de administratie',
  OPEN: 'lopend',
  CLOSED: 'gesloten',
};

/** The Dutch word for an enum value of the graph; the value itself when there is none yet. */
export function dutch(value: string): string {
  return labels[value] ?? value;
}

const amounts = new Intl.NumberFormat('nl-NL', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const dates = new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** `€ 1.746,00`. Takes euro cents. */
export function euro(cents: number): string {
  return `€ ${amounts.format(cents / 100)}`;
}

/** `21 nov 2026`. Takes an ISO 8601 date. */
export function day(date: string): string {
  return dates.format(new Date(`${date}T00:00:00Z`)).replaceAll('.', '');
}

/** `3 nov 2026 – 1 feb 2027`; an end that is not there: `sinds 3 nov 2026`. */
export function period(from: string, until: string | null): string {
  return until === null ? `sinds ${day(from)}` : `${day(from)} – ${day(until)}`;
}

/** `1 maand`, `7 maanden` */
export function months(count: number): string {
  return count === 1 ? '1 maand' : `${count} maanden`;
}
