import { expect, test } from 'vitest';
import { readRegister } from '../../schema/register.ts';
import { smallRegister, temporaryFile } from './register-file.ts';

/** The message with which a register is refused, one line a fault, without the file's name; empty: it is taken. */
function refusal(content: unknown): string {
  using file = temporaryFile(typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  try {
    readRegister(file.path);
    return '';
  } catch (error) {
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'CONFIGURATION_INVALID' });
    return error instanceof Error ? error.message.replaceAll(file.path, '').replaceAll(/, regel \d+: /g, '') : '';
  }
}

const rulePath = 'activities[0].rules[0]';

test.each([
  [
    'a special category that is not named as such',
    { categories: ['care'] },
    `${rulePath}: verwacht: special: true, want de regel noemt bijzondere gegevens: care (gezondheid, AVG art. 9); gevonden: geen special: true`,
  ],
  [
    'penal data among others',
    { categories: ['debts', 'penal'] },
    `${rulePath}: verwacht: special: true, want de regel noemt bijzondere gegevens: penal (strafrecht, AVG art. 10); gevonden: geen special: true`,
  ],
  [
    'special without special data',
    { special: true },
    `${rulePath}.special: verwacht: care of penal in een regel met special: true; gevonden: true (boolean)`,
  ],
  [
    'a category twice',
    { categories: ['debts', 'debts'] },
    `${rulePath}.categories[1]: verwacht: elke categorie van een bron één keer per activiteit; gevonden: "debts" van housing, die in rules[0] al staat`,
  ],
  [
    'an unknown category',
    { categories: ['medicines'] },
    `${rulePath}.categories[0]: verwacht: een van dossier, identity,`,
  ],
  [
    'a category that is about no person',
    { categories: ['organisation'] },
    `${rulePath}.categories[0]: verwacht: een van dossier, identity,`,
  ],
  [
    'no category',
    { categories: [] },
    `${rulePath}.categories: verwacht: ten minste één categorie; gevonden: een lijst van 0`,
  ],
  [
    'an unknown source',
    { source: 'bank' },
    `${rulePath}.source: verwacht: de bron, een van casework, work-and-income, wmo, housing, insurer, cjib; gevonden: "bank"`,
  ],
  [
    'an unknown basis',
    { basis: 'INTEREST' },
    `${rulePath}.basis: verwacht: de grondslag, een van LEGAL_TASK, CONSENT, VITAL_INTEREST; gevonden: "INTEREST"`,
  ],
  [
    'vital interest outside the emergency',
    { basis: 'VITAL_INTEREST' },
    `${rulePath}.basis: verwacht: LEGAL_TASK of CONSENT; VITAL_INTEREST alleen in de noodtoegang (emergency: true); gevonden: "VITAL_INTEREST"`,
  ],
  [
    'consent without an article',
    { basis: 'CONSENT', article: undefined },
    `${rulePath}.article: verwacht: het artikel waarop de grondslag steunt, ook bij toestemming, bijvoorbeeld "Wgs art. 8d"; gevonden: niets`,
  ],
  [
    'an article that is none',
    { article: 'n.v.t.' },
    `${rulePath}.article: verwacht: het artikel waarop de grondslag steunt, ook bij toestemming, bijvoorbeeld "Wgs art. 8d"; gevonden: "n.v.t."`,
  ],
  [
    'a key that does not exist',
    { consent: true },
    `${rulePath}.consent: verwacht: deze sleutel niet; gevonden: true (boolean)`,
  ],
])('a rule with %s is refused', (_, rule, message) => {
  expect(refusal(smallRegister({}, rule))).toContain(message);
});

test.each([
  [
    'an id that is no URI',
    { id: 'debt-assistance' },
    'activities[0].id: verwacht: een URI die nooit verandert, bijvoorbeeld urn:korte-lijnen:activity:debt-assistance; gevonden: "debt-assistance"',
  ],
  ['an id with a space', { id: 'urn:korte lijnen' }, 'activities[0].id: verwacht: een URI'],
  [
    'no performers',
    { performers: [] },
    'activities[0].performers: verwacht: ten minste één functie; gevonden: een lijst van 0',
  ],
  [
    'an unknown performer',
    { performers: ['mayor'] },
    'activities[0].performers[0]: verwacht: een functie, een van professional, team-lead, contact-person, privacy-officer; gevonden: "mayor"',
  ],
  [
    'a performer twice',
    { performers: ['team-lead', 'team-lead'] },
    'activities[0].performers[1]: verwacht: elke functie één keer; gevonden: "team-lead"',
  ],
  ['partners left open', { partners: undefined }, 'activities[0].partners: verwacht: true of false'],
  [
    'a controller without a name',
    { controller: { oin: '00000099000000001000' } },
    'activities[0].controller.name: verwacht: de naam van de verwerkingsverantwoordelijke; gevonden: niets',
  ],
  [
    'an OIN that is none',
    { controller: { oin: '1', name: 'x' } },
    'activities[0].controller.oin: verwacht: 20 cijfers; gevonden: "1"',
  ],
  ['no purpose', { purpose: ' ' }, 'activities[0].purpose: verwacht: het doel in gewone taal; gevonden: " "'],
  [
    'an article that is none',
    { article: 'de wet' },
    'activities[0].article: verwacht: het artikel dat deze taak opdraagt',
  ],
  ['no rules', { rules: [] }, 'activities[0].rules: verwacht: ten minste één regel; gevonden: een lijst van 0'],
  [
    'a legal task in the emergency',
    { emergency: true },
    'activities[0].rules[0].basis: verwacht: VITAL_INTEREST, want dit is de noodtoegang; gevonden: "LEGAL_TASK"',
  ],
])('an activity with %s is refused', (_, activity, message) => {
  expect(refusal(smallRegister(activity))).toContain(message);
});

test.each(['2026-11-01', '2026-13-01.1', '2026-02-30.1', '1', '2026-11-01.0', 20261101])(
  'version %j is refused',
  (version) => {
    expect(refusal({ ...smallRegister(), version })).toContain('version: verwacht: datum en volgnummer');
  },
);

test('two activities with one id, and two emergencies, are refused', () => {
  const [activity] = smallRegister({ emergency: true }, { basis: 'VITAL_INTEREST' }).activities;
  const twice = { version: '2026-11-01.1', activities: [activity, activity] };
  expect(refusal(twice).split('\n')).toEqual([
    'activities[1].id: verwacht: een eigen id; gevonden: "urn:korte-lijnen:activity:debt-assistance", die activities[0] ook heeft',
    'activities[1].emergency: verwacht: hooguit één noodtoegang; gevonden: een tweede, na activities[0]',
  ]);
});

test.each([
  ['oversight', 'privacy-officer', 'dit is toezicht'],
  ['requests', 'contact-person', 'dit is het beantwoorden van verzoeken'],
])('an activity of %s has no rules, and nobody else carries it out; there is one at most', (kind, performer, what) => {
  expect(refusal(smallRegister({ [kind]: true })).split('\n')).toEqual([
    `activities[0].rules: verwacht: geen regels, want ${what}; gevonden: een lijst van 1`,
    `activities[0].performers: verwacht: alleen ${performer}, want ${what}; gevonden: een lijst van 1`,
  ]);
  const right = smallRegister({ [kind]: true, performers: [performer], rules: [] });
  expect(refusal(right)).toBe('');
  const [activity] = right.activities;
  const twice = { ...right, activities: [activity, { ...activity, id: 'urn:other' }] };
  expect(refusal(twice)).toContain(`activities[1].${kind}: verwacht: hooguit één activiteit`);
});

test('the same category of one source in two rules is refused, of two sources it is not', () => {
  const rule = { source: 'housing', categories: ['debts'], basis: 'LEGAL_TASK', article: 'Wgs art. 8' };
  const other = { ...rule, basis: 'CONSENT' };
  expect(refusal(smallRegister({ rules: [rule, other] }))).toContain(
    'activities[0].rules[1].categories[0]: verwacht: elke categorie van een bron één keer per activiteit; gevonden: "debts" van housing, die in rules[0] al staat',
  );
  expect(refusal(smallRegister({ rules: [rule, { ...other, source: 'insurer' }] }))).toBe('');
});

test('every fault has a line, and names the line of the file', () => {
  using file = temporaryFile(
    [
      'version: "2026-11-01.1"',
      'activities:',
      '  - id: urn:x:y',
      '    name: Iets',
      '    purpose: Iets doen.',
      '    controller: { oin: "00000099000000001000", name: Wij }',
      '    performers: [professional]',
      '    partners: ja',
      '    article: Wgs art. 3',
      '    rules:',
      '      - source: wmo',
      '        categories: [zorg]',
      '        basis: LEGAL_TASK',
    ].join('\n'),
  );
  const read = () => readRegister(file.path);
  expect(read).toThrow(/, regel 8: activities\[0\]\.partners: /);
  expect(read).toThrow(/, regel 12: activities\[0\]\.rules\[0\]\.categories\[0\]: /);
  expect(read).toThrow(/, regel 11: activities\[0\]\.rules\[0\]\.article: .*gevonden: niets/);
});

test.each([
  ['', ': verwacht: de sleutels version en activities; gevonden: null (null)'],
  ['version: [', 'verwacht: YAML; gevonden: '],
  ['a: &a 1\nb: *a', ': verwacht: YAML zonder verwijzingen (&, *); gevonden: '],
])('a file of another form is one clear line: %j', (text, message) => {
  expect(`: ${refusal(text)}`).toContain(message);
});

test('a file that does not exist is named', () => {
  expect(() => readRegister('/nowhere/register.yaml')).toThrow(
    '/nowhere/register.yaml: verwacht: een bestand dat te lezen is; gevonden: ENOENT',
  );
});
