import type { z } from 'zod';
import { type ContentFault, pathText } from './configuration-file.ts';
import { type registerForm, specialCategories } from './register-form.ts';

type Register = z.output<typeof registerForm>;
type Activity = Register['activities'][number];
type Rule = Activity['rules'][number];

/** What is wrong with a register of the right form: what would make a rule mean something else than its reader thinks. */
export function registerFaults({ activities }: Register): ContentFault[] {
  return [
    ...idsTwice(activities),
    ...kindTwice(activities, 'emergency', 'noodtoegang'),
    ...kindTwice(activities, 'oversight', 'activiteit van toezicht'),
    ...kindTwice(activities, 'requests', 'activiteit om verzoeken te beantwoorden'),
    ...activities.flatMap((activity, index) => {
      const path = ['activities', index];
      return [
        ...performersTwice(activity, path),
        ...ruleless(activity, path),
        ...categoriesTwice(activity, path),
        ...activity.rules.flatMap((rule, position) => ruleFaults(activity, rule, [...path, 'rules', position])),
      ];
    }),
  ];
}

function ruleFaults(activity: Activity, rule: Rule, path: PropertyKey[]): ContentFault[] {
  return [...specialFaults(rule, path), ...basisFaults(activity, rule, path)];
}

function specialFaults(rule: Rule, path: PropertyKey[]): ContentFault[] {
  const special = rule.categories.filter((category) => specialCategories.has(category));
  if (rule.special === special.length > 0) return [];
  if (rule.special) return [{ path: [...path, 'special'], expected: 'care of penal in een regel met special: true' }];
  const named = special.map((category) => `${category} (${specialCategories.get(category)})`).join(' en ');
  const found = 'geen special: true';
  return [{ path, expected: `special: true, want de regel noemt bijzondere gegevens: ${named}`, found }];
}

function basisFaults({ emergency }: Activity, { basis }: Rule, path: PropertyKey[]): ContentFault[] {
  if (emergency === (basis === 'VITAL_INTEREST')) return [];
  const expected = emergency
    ? 'VITAL_INTEREST, want dit is de noodtoegang'
    : 'LEGAL_TASK of CONSENT; VITAL_INTEREST alleen in de noodtoegang (emergency: true)';
  return [{ path: [...path, 'basis'], expected }];
}

function idsTwice(activities: readonly Activity[]): ContentFault[] {
  return activities.flatMap(({ id }, index) => {
    const first = activities.findIndex((other) => other.id === id);
    if (first === index) return [];
    const found = `"${id}", die ${pathText(['activities', first])} ook heeft`;
    return [{ path: ['activities', index, 'id'], expected: 'een eigen id', found }];
  });
}

type Kind = 'emergency' | 'oversight' | 'requests';

function kindTwice(activities: readonly Activity[], kind: Kind, name: string): ContentFault[] {
  const first = activities.findIndex((activity) => activity[kind]);
  return activities.flatMap((activity, index) => {
    if (!activity[kind] || index === first) return [];
    const found = `een tweede, na ${pathText(['activities', first])}`;
    return [{ path: ['activities', index, kind], expected: `hooguit één ${name}`, found }];
  });
}

/** Those that see no client's data by a rule: who may carry them out, and what they are, in Dutch. */
const withoutRules = {
  // The log is enough.
  oversight: { performer: 'privacy-officer', what: 'dit is toezicht' },
  // What was asked of the own organisation.
  requests: { performer: 'contact-person', what: 'dit is het beantwoorden van verzoeken' },
} as const;

function ruleless({ rules, performers, ...activity }: Activity, path: PropertyKey[]): ContentFault[] {
  const kinds = (['oversight', 'requests'] as const).filter((kind) => activity[kind]);
  if (kinds.length === 0)
    return rules.length > 0 ? [] : [{ path: [...path, 'rules'], expected: 'ten minste één regel' }];
  return kinds.flatMap((kind) => {
    const { performer, what } = withoutRules[kind];
    const alone = performers.length === 1 && performers[0] === performer;
    return [
      ...(rules.length === 0 ? [] : [{ path: [...path, 'rules'], expected: `geen regels, want ${what}` }]),
      ...(alone ? [] : [{ path: [...path, 'performers'], expected: `alleen ${performer}, want ${what}` }]),
    ];
  });
}

function performersTwice({ performers }: Activity, path: PropertyKey[]): ContentFault[] {
  return performers.flatMap((performer, index) => {
    if (performers.indexOf(performer) === index) return [];
    return [{ path: [...path, 'performers', index], expected: 'elke functie één keer' }];
  });
}

function categoriesTwice({ rules }: Activity, path: PropertyKey[]): ContentFault[] {
  const firstAt = new Map<string, string>();
  return rules.flatMap(({ source, categories }, rule) =>
    categories.flatMap((category, index) => {
      const key = `${source} ${category}`;
      const first = firstAt.get(key);
      if (first === undefined) {
        firstAt.set(key, pathText(['rules', rule]));
        return [];
      }
      const found = `"${category}" van ${source}, die in ${first} al staat`;
      const expected = 'elke categorie van een bron één keer per activiteit';
      return [{ path: [...path, 'rules', rule, 'categories', index], expected, found }];
    }),
  );
}
