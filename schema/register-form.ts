import { z } from 'zod';
import type { ActorRole } from '../gateway/identity/actor.ts';
import { roleNames } from '../subgraphs/kit/wire.ts';
import { personalCategories } from './categories.ts';

/** Those that AVG art. 9 (health) and art. 10 (penal) treat apart, with the article. */
export const specialCategories: ReadonlyMap<string, string> = new Map([
  ['care', 'gezondheid, AVG art. 9'],
  ['penal', 'strafrecht, AVG art. 10'],
]);

export const bases = ['LEGAL_TASK', 'CONSENT', 'VITAL_INTEREST'] as const;

const actorRoles = ['professional', 'team-lead', 'contact-person', 'privacy-officer'] as const satisfies ActorRole[];

const uriExpected = 'een URI die nooit verandert, bijvoorbeeld urn:korte-lijnen:activity:debt-assistance';

const versionExpected = 'datum en volgnummer tussen aanhalingstekens, bijvoorbeeld "2026-11-01.1"';

const rule = z.strictObject(
  {
    source: z.enum(roleNames, `de bron, een van ${roleNames.join(', ')}`),
    categories: several(z.enum(personalCategories, `een van ${personalCategories.join(', ')}`), 'categorie'),
    basis: z.enum(bases, `de grondslag, een van ${bases.join(', ')}`),
    article: article('het artikel waarop de grondslag steunt, ook bij toestemming, bijvoorbeeld "Wgs art. 8d"'),
    special: z.boolean('true of false').default(false),
    note: text('de voorwaarde in woorden', 1000).nullable().default(null),
  },
  { error: keepUnknownKeys('een regel: source, categories, basis, article') },
);

const controller = z.strictObject(
  {
    oin: z.string('20 cijfers tussen aanhalingstekens').regex(/^[0-9]{20}$/, '20 cijfers'),
    name: text('de naam van de verwerkingsverantwoordelijke', 200),
  },
  { error: keepUnknownKeys('de verwerkingsverantwoordelijke: oin, name') },
);

const activity = z.strictObject(
  {
    id: z.string(uriExpected).refine(isUri, uriExpected),
    name: text('de naam van de activiteit', 200),
    purpose: text('het doel in gewone taal', 1000),
    controller,
    performers: several(z.enum(actorRoles, `een functie, een van ${actorRoles.join(', ')}`), 'functie'),
    partners: z.boolean('true of false: mogen vaste contactpersonen van partners worden opgevraagd?'),
    emergency: z.boolean('true of false: is dit de noodtoegang?').default(false),
    oversight: z.boolean('true of false: is dit het toezicht op de verwerkingen zelf?').default(false),
    requests: z.boolean('true of false: is dit het beantwoorden van verzoeken?').default(false),
    article: article('het artikel dat deze taak opdraagt, bijvoorbeeld "Wgs art. 3 lid 1"'),
    rules: z.array(rule, 'een lijst van regels'),
  },
  { error: keepUnknownKeys('een activiteit: id, name, purpose, controller, performers, partners, article, rules') },
);

/** The form of `processing-register.yaml`. What is expected is said in Dutch: privacy officers keep the file. */
export const registerForm = z.strictObject(
  {
    version: z.string(versionExpected).refine(isVersion, versionExpected),
    activities: z.array(activity, 'een lijst van activiteiten').min(1, 'ten minste één activiteit'),
  },
  { error: keepUnknownKeys('de sleutels version en activities') },
);

function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/.test(text) && text.length <= 200 && URL.canParse(text);
}

function isVersion(text: string): boolean {
  const date = /^(\d{4}-\d{2}-\d{2})\.[1-9]\d{0,2}$/.exec(text)?.[1];
  const time = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(String(date));
}

function text(expected: string, longest: number) {
  return z.string(expected).trim().min(1, expected).max(longest, `${expected}, hooguit ${longest} tekens`);
}

function article(expected: string) {
  return text(expected, 200).regex(/\d/, expected);
}

function several<T extends z.ZodType>(element: T, name: string) {
  return z.array(element, `een lijst met ten minste één ${name}`).min(1, `ten minste één ${name}`);
}

/** Says what was expected instead of a mapping, but leaves unknown keys to be named one by one. */
function keepUnknownKeys(expected: string) {
  return (issue: { code?: string }) => (issue.code === 'invalid_type' ? expected : undefined);
}
