import { BadUserInputError } from '../../../errors.ts';
import { countAsked } from '../asked-client.ts';
import type { QuestionServices } from '../question-services.ts';
import { manyDenials } from './many-denials.ts';
import { noCaseActivity } from './no-case-activity.ts';
import { outsideWorkingHours } from './outside-working-hours.ts';
import { ownAddress, ownName } from './own-name-or-address.ts';
import type { FoundPattern, PatternKind, PatternRule } from './pattern-rule.ts';
import { unusualVolume } from './unusual-volume.ts';

/** The arguments of `Query.patterns`. */
export interface PatternArguments {
  from: Date;
  to: Date;
  kinds?: readonly PatternKind[] | null;
  first?: number | null;
}

/** `PatternFinding` of the graph. */
export interface PatternFinding extends FoundPattern {
  kind: PatternKind;
  rule: string;
}

/** Every way to look at the log, in the order of the answer. */
export const patternRules: readonly PatternRule[] = [
  ownAddress,
  ownName,
  manyDenials,
  unusualVolume,
  noCaseActivity,
  outsideWorkingHours,
];

const maxDays = 92;
const dayMs = 86_400_000;
const maxFirst = 500;

/**
 * What the rules find in a period, rule by rule; of each rule at most as many as are asked for.
 *
 * @throws {BadUserInputError} for a period that is empty, or longer than 92 days
 * @throws {SearchTooLargeError}
 */
export async function findPatterns(args: PatternArguments, services: QuestionServices): Promise<PatternFinding[]> {
  const { from, to, kinds } = args;
  const length = to.getTime() - from.getTime();
  if (length <= 0 || length > maxDays * dayMs) throw new BadUserInputError(`A period is 1 to ${maxDays} days.`);
  const limit = countAsked(args.first, 100, maxFirst);
  const findings: PatternFinding[] = [];
  // One after another: what is left of the connections is for other questions.
  for (const { kind, words, find } of patternRules) {
    if (kinds && !kinds.includes(kind)) continue;
    const rule = words.replace(/\s+/g, ' ');
    for (const found of await find({ from, to, limit, services })) findings.push({ ...found, kind, rule });
  }
  return findings;
}
