/**
 * The people of the casebook: the sixteen cases that are the product's real input, with invented names and numbers.
 * Every subgraph keeps its own records of them (`<role>/casebook.ts`); who is who stands here once.
 *
 * Source: City Deal Inclusieve Stad (Verwey-Jonker Instituut, 2018), 3D-labs Rotterdam and Zwolle (2016), PRIO Rotterdam
 * (2022), Maatwerk Magazine (2021).
 */

/** Short names for the organisations of `schema/organisations.yaml`, by OIN. */
export const oins = {
  casework: '00000099000000001000',
  incomeDomstad: '00000099000000002001',
  incomeHanzestad: '00000099000000002002',
  wmoDomstad: '00000099000000003001',
  wmoHanzestad: '00000099000000003002',
  vechtoever: '00000099000000004001',
  elinkhof: '00000099000000004002',
  noorderstad: '00000099000000004003',
  zaankwartier: '00000099000000004004',
  brugwacht: '00000099000000005001',
  lekstroom: '00000099000000005002',
  oostland: '00000099000000005003',
  cjib: '00000099000000006001',
} as const;

export type OrganisationName = keyof typeof oins;

export type TeamId = 'team-ondiep' | 'team-assendorp';

/** One person of the casebook. */
export interface Person {
  /** The key that the subgraphs' casebooks use. */
  key: string;
  /** The client id in casework. */
  id: string;
  given: string;
  prefix?: string;
  family: string;
  /** ISO 8601 date. */
  birthDate: string;
  /** Organisations that know this person. */
  linked: readonly OrganisationName[];
}

/** One case: the first person is the one who asked for help, the others are the household. */
export interface CasebookCase {
  number: number;
  team: TeamId;
  openedOn: string;
  summary: string;
  /** Euro cents a month; null when the team does not know. */
  repaymentCapacityCents: number | null;
  debtsElsewhere: readonly { description: string; creditors: number; amountCents: number }[];
  people: readonly Person[];
}

function person(
  key: string,
  number: number,
  ordinal: number,
  name: string,
  birthDate: string,
  linked: readonly OrganisationName[] = [],
): Person {
  const [given = '', ...rest] = name.split(' ');
  const family = rest.pop() ?? '';
  const id = `10000000-0000-4000-8000-0000000${String(number).padStart(3, '0')}${String(ordinal).padStart(2, '0')}`;
  return { key, id, given, ...(rest.length > 0 ? { prefix: rest.join(' ') } : {}), family, birthDate, linked };
}

export const casebook: readonly CasebookCase[] = [
  {
    number: 1,
    team: 'team-ondiep',
    openedOn: '2026-05-11',
    summary:
      'Aangemeld als wanbetaler na zes maanden; de verzekeraar neemt de schuld terug van het CAK, scheldt een deel kwijt en spreekt termijnen af. Zij helpt als vrijwilliger in de speeltuin.',
    repaymentCapacityCents: 6500,
    debtsElsewhere: [],
    people: [person('marleen', 1, 1, 'Marleen Vos', '1981-03-14', ['brugwacht', 'incomeDomstad'])],
  },
  {
    number: 2,
    team: 'team-ondiep',
    openedOn: '2026-06-02',
    summary: 'Schuld van € 10.000 bij de verzekeraar; eenmalig aanbod aan de deur, in drie jaar schuldenvrij.',
    repaymentCapacityCents: 20000,
    debtsElsewhere: [],
    people: [person('hakan', 2, 1, 'Hakan Demir', '1974-11-02', ['lekstroom'])],
  },
  {
    number: 3,
    team: 'team-ondiep',
    openedOn: '2026-03-23',
    summary:
      'Regeling eerst geweigerd omdat een eerdere mislukte; daarna twee maanden uitstel tot het vakantiegeld, dan termijnen.',
    repaymentCapacityCents: 9000,
    debtsElsewhere: [],
    people: [person('joyce', 3, 1, 'Joyce Pinas', '1988-07-30', ['vechtoever', 'incomeDomstad'])],
  },
  {
    number: 4,
    team: 'team-ondiep',
    openedOn: '2026-08-17',
    summary:
      'Twee volwassenen in één huis, zeven maanden huurachterstand; ontruiming van de baan als de huur op tijd komt en beiden in budgetbeheer gaan.',
    repaymentCapacityCents: 15000,
    debtsElsewhere: [],
    people: [
      person('ria', 4, 1, 'Ria van Dongen', '1966-01-19', ['vechtoever', 'incomeDomstad', 'brugwacht']),
      person('kevin', 4, 2, 'Kevin van Dongen', '2001-09-08', ['vechtoever', 'brugwacht']),
    ],
  },
  {
    number: 5,
    team: 'team-ondiep',
    openedOn: '2026-09-07',
    summary:
      'Gezin met twee schoolgaande kinderen; verslaving, psychische problemen, schulden, ontruiming dreigt. Leenbijstand, bevriezing bij de corporatie, afkoop bij de verzekeraar, hulp bij de administratie.',
    repaymentCapacityCents: 12000,
    debtsElsewhere: [],
    people: [
      person('natasja', 5, 1, 'Natasja de Wit', '1985-05-21', [
        'incomeDomstad',
        'wmoDomstad',
        'vechtoever',
        'elinkhof',
        'brugwacht',
        'cjib',
      ]),
      person('dennis', 5, 2, 'Dennis de Wit', '1982-12-03', ['incomeDomstad', 'wmoDomstad', 'lekstroom', 'cjib']),
      person('lotte', 5, 3, 'Lotte de Wit', '2017-02-11'),
      person('sem', 5, 4, 'Sem de Wit', '2014-06-27'),
    ],
  },
  {
    number: 6,
    team: 'team-ondiep',
    openedOn: '2026-10-05',
    summary:
      'De auto, nodig voor haar gezondheid, dreigt in beslag te worden genomen voor de zorgschuld; de verzekeraar bevriest zodat schuldhulp kan beginnen.',
    repaymentCapacityCents: 5000,
    debtsElsewhere: [],
    people: [person('ineke', 6, 1, 'Ineke Smit', '1959-08-16', ['lekstroom', 'wmoDomstad'])],
  },
  {
    number: 7,
    team: 'team-assendorp',
    openedOn: '2026-04-20',
    summary:
      '€ 5.370 bij de corporatie: € 3.800 huur, € 570 incassokosten, € 1.000 proceskosten. Voorstel: € 1.746 uit het teambudget, de rest in natura; huur gegarandeerd door vastelastenbeheer.',
    repaymentCapacityCents: 0,
    debtsElsewhere: [],
    people: [person('sjoerd', 7, 1, 'Sjoerd Hoekstra', '1979-04-09', ['noorderstad', 'incomeHanzestad'])],
  },
  {
    number: 8,
    team: 'team-assendorp',
    openedOn: '2026-02-16',
    summary:
      'Dochter van 8; € 81.000 bij 41 schuldeisers; beschermingsbewind (€ 1.500 per jaar); kan in drie jaar € 1.800 betalen. Wsnp is tien jaar gesloten na een mislukt traject.',
    repaymentCapacityCents: 5000,
    debtsElsewhere: [
      { description: 'Postorderbedrijf', creditors: 1, amountCents: 2_200_000 },
      { description: 'Overige schuldeisers', creditors: 37, amountCents: 5_100_000 },
    ],
    people: [
      person('yvonne', 8, 1, 'Yvonne Mulder', '1986-10-25', ['oostland', 'incomeHanzestad', 'cjib']),
      person('isa', 8, 2, 'Isa Mulder', '2018-03-05'),
    ],
  },
  {
    number: 9,
    team: 'team-assendorp',
    openedOn: '2026-07-13',
    summary: 'Schuld van € 50.000; schuldhulp geweigerd totdat hij zijn drinken aanpakt.',
    repaymentCapacityCents: null,
    debtsElsewhere: [{ description: 'Banken en postorderbedrijven', creditors: 14, amountCents: 4_200_000 }],
    people: [
      person('herman', 9, 1, 'Herman Kok', '1968-06-12', ['incomeHanzestad', 'wmoHanzestad', 'oostland', 'cjib']),
    ],
  },
  {
    number: 10,
    team: 'team-ondiep',
    openedOn: '2026-10-12',
    summary:
      'Woont in een gedeeld huis, post raakt kwijt; uitkering gestopt, zes weken voor herstel, verhuurder dreigt. W&I herstelt meteen.',
    repaymentCapacityCents: 4000,
    debtsElsewhere: [],
    people: [person('amal', 10, 1, 'Amal Haddad', '1993-01-28', ['incomeDomstad', 'elinkhof'])],
  },
  {
    number: 11,
    team: 'team-ondiep',
    openedOn: '2026-06-29',
    summary:
      'Boetes gegroeid door verhogingen; verhogingen ongedaan gemaakt voor een maatschappelijke taak, de boetes zelf in termijnen.',
    repaymentCapacityCents: 7500,
    debtsElsewhere: [],
    people: [person('ricardo', 11, 1, 'Ricardo Martina', '1990-12-17', ['cjib', 'incomeDomstad'])],
  },
  {
    number: 12,
    team: 'team-ondiep',
    openedOn: '2026-09-21',
    summary:
      'Licht verstandelijke beperking; adresonderzoek onbeantwoord, uitkering gestopt; nu op de lijst voor extra aandacht: één telefoontje extra.',
    repaymentCapacityCents: 3000,
    debtsElsewhere: [],
    people: [person('tim', 12, 1, 'Tim Bos', '1995-05-06', ['incomeDomstad', 'wmoDomstad'])],
  },
  {
    number: 13,
    team: 'team-ondiep',
    openedOn: '2026-01-26',
    summary:
      'Ouder echtpaar, beiden een indicatie voor een scootmobiel; de eigen bijdrage vervalt tijdens een schuldregeling, wat niemand wist.',
    repaymentCapacityCents: 4500,
    debtsElsewhere: [],
    people: [
      person('gerrit', 13, 1, 'Gerrit Jansen', '1947-02-23', ['wmoDomstad', 'brugwacht']),
      person('bep', 13, 2, 'Bep Jansen', '1949-11-11', ['wmoDomstad', 'brugwacht']),
    ],
  },
  {
    number: 14,
    team: 'team-assendorp',
    openedOn: '2026-05-26',
    summary:
      'Alleenstaande moeder die moet verhuizen vanwege astma; urgentie geweigerd, achterstand bij de corporatie, andere schulden; huurschuld buiten de Wsnp gehouden, budgetbeheer.',
    repaymentCapacityCents: 8000,
    debtsElsewhere: [{ description: 'Energieleverancier', creditors: 1, amountCents: 145_000 }],
    people: [
      person('chantal', 14, 1, 'Chantal Blom', '1991-08-04', [
        'zaankwartier',
        'oostland',
        'incomeHanzestad',
        'wmoHanzestad',
      ]),
      person('milan', 14, 2, 'Milan Blom', '2019-12-20'),
    ],
  },
  {
    number: 15,
    team: 'team-assendorp',
    openedOn: '2026-08-31',
    summary:
      'De kostendelersnorm verlaagt de uitkering met ongeveer € 300 tot € 686 per maand; zij verdient € 200; een kind van 2.',
    repaymentCapacityCents: 0,
    debtsElsewhere: [],
    people: [
      person('fred', 15, 1, 'Fred Visser', '1996-04-18', ['incomeHanzestad', 'oostland']),
      person('andrea', 15, 2, 'Andrea Visser', '1998-09-30', ['incomeHanzestad', 'oostland']),
      person('noa', 15, 3, 'Noa Visser', '2024-07-07'),
    ],
  },
  {
    number: 16,
    team: 'team-ondiep',
    openedOn: '2026-07-01',
    summary: 'Gaf toestemming voor verzekeraar en CJIB en trok de tweede in.',
    repaymentCapacityCents: 6000,
    debtsElsewhere: [],
    people: [person('peter', 16, 1, 'Peter Post', '1977-10-10', ['brugwacht', 'cjib', 'incomeDomstad'])],
  },
];

/** The person with this key. Throws when the casebook has no such person: a fixture names one that does not exist. */
export function personByKey(key: string): Person {
  const found = casebook.flatMap((entry) => entry.people).find((candidate) => candidate.key === key);
  if (!found) throw new Error(`casebook: no person with key "${key}"`);
  return found;
}
