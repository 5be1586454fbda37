import type { Basis, ProcessingActivity, ProcessingRegister } from './register.ts';
import { type RegisterLine, registerLines } from './register-lines.ts';

/** What a line rests on. */
export type LineBasis = Pick<RegisterLine, 'article' | 'special' | 'note'> & { basis: Basis };

/** Something of one activity that can be seen, or not: a category of a source, or anything at all by a function. */
export type Opening =
  | ({ activity: string; what: 'category'; source: string; category: string } & LineBasis)
  | { activity: string; what: 'performer'; performer: string }
  | { activity: string; what: 'partners' | 'requests' };

/** Something that stays open or stays closed, but with other words or on another basis. */
export type Change =
  | { activity: string; what: 'category'; source: string; category: string; before: LineBasis; after: LineBasis }
  | { activity: string; what: DescribedField; before: string; after: string };

export type DescribedField = 'name' | 'purpose' | 'article' | 'controller' | 'emergency';

/** What changing one register into another does. */
export interface RegisterDiff {
  from: string;
  to: string;
  /** Something changed, and the version did not. */
  versionMissed: boolean;
  opens: readonly Opening[];
  closes: readonly Opening[];
  changes: readonly Change[];
}

/** Compares two registers by what they allow; the order of rules and how they are grouped make no difference. */
export function diffRegisters(from: ProcessingRegister, to: ProcessingRegister): RegisterDiff {
  const opens = without(openings(to), openings(from));
  const closes = without(openings(from), openings(to));
  const changes = [...basisChanges(from, to), ...descriptionChanges(from, to)];
  const changed = opens.length + closes.length + changes.length > 0;
  const versionMissed = changed && from.version === to.version;
  return { from: from.version, to: to.version, versionMissed, opens, closes, changes };
}

function openings(register: ProcessingRegister): Map<string, Opening> {
  const found: [string, Opening][] = registerLines(register).map((line) => [lineKey(line), lineOpening(line)]);
  for (const { id: activity, performers, partners, requests } of register.activities) {
    for (const performer of performers) {
      found.push([`${activity} performer ${performer}`, { activity, what: 'performer', performer }]);
    }
    if (partners) found.push([`${activity} partners`, { activity, what: 'partners' }]);
    if (requests) found.push([`${activity} requests`, { activity, what: 'requests' }]);
  }
  return new Map(found);
}

function without(these: ReadonlyMap<string, Opening>, those: ReadonlyMap<string, Opening>): Opening[] {
  return [...these].filter(([key]) => !those.has(key)).map(([, opening]) => opening);
}

function basisChanges(from: ProcessingRegister, to: ProcessingRegister): Change[] {
  const before = new Map(registerLines(from).map((line) => [lineKey(line), line]));
  return registerLines(to).flatMap((line) => {
    const old = before.get(lineKey(line));
    if (!old || sameBasis(old, line)) return [];
    const { source, category, activity } = line;
    return [
      { activity: activity.id, what: 'category', source, category, before: lineBasis(old), after: lineBasis(line) },
    ];
  });
}

function descriptionChanges(from: ProcessingRegister, to: ProcessingRegister): Change[] {
  const before = new Map(from.activities.map((activity) => [activity.id, described(activity)]));
  return to.activities.flatMap((activity) => {
    const old = before.get(activity.id);
    return described(activity).flatMap(({ what, text }, index) => {
      const was = old?.[index]?.text;
      return was === undefined || was === text ? [] : [{ activity: activity.id, what, before: was, after: text }];
    });
  });
}

function described(activity: ProcessingActivity): { what: DescribedField; text: string }[] {
  const { name, purpose, article, controller, emergency } = activity;
  return [
    { what: 'name', text: name },
    { what: 'purpose', text: purpose },
    { what: 'article', text: article },
    { what: 'controller', text: `${controller.name} (OIN ${controller.oin})` },
    { what: 'emergency', text: String(emergency) },
  ];
}

function lineKey({ activity, source, category }: RegisterLine): string {
  return `${activity.id} category ${source} ${category}`;
}

function lineOpening(line: RegisterLine): Opening {
  const { activity, source, category } = line;
  return { activity: activity.id, what: 'category', source, category, ...lineBasis(line) };
}

function lineBasis({ basis, article, special, note }: RegisterLine): LineBasis {
  return { basis, article, special, note };
}

function sameBasis(one: RegisterLine, other: RegisterLine): boolean {
  // Whether a rule is marked special follows from what it names, and may change by grouping alone.
  return one.basis === other.basis && one.article === other.article && one.note === other.note;
}
