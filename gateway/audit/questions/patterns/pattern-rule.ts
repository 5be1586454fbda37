import type { ChainPosition } from '../../record/canonical-text.ts';
import type { QuestionServices } from '../question-services.ts';

/** `PatternKind` of the graph. */
export type PatternKind =
  | 'NO_CASE_ACTIVITY'
  | 'OWN_NAME_OR_ADDRESS'
  | 'MANY_DENIALS'
  | 'OUTSIDE_WORKING_HOURS'
  | 'UNUSUAL_VOLUME';

/** What was found of one person. */
export interface FoundPattern {
  actor: string;
  team: string | null;
  /** The first and the last record that it was found by. */
  from: Date;
  to: Date;
  /** What is counted, the rule's words say. */
  count: number;
  /** Pseudonyms, at most `maxSubjects`. */
  subjects: readonly string[];
  samples: readonly ChainPosition[];
}

/** Where to look. */
export interface PatternSearch {
  from: Date;
  to: Date;
  /** The most findings. */
  limit: number;
  services: QuestionServices;
}

/** One way to look at the log. It says what may deserve a question, never what it means; nothing acts on it. */
export interface PatternRule {
  kind: PatternKind;
  /** The rule in Dutch, with its numbers. */
  words: string;
  /** Findings, most striking first. */
  find(search: PatternSearch): Promise<FoundPattern[]>;
}

const maxSubjects = 20;
const maxSamples = 5;

/** Columns in SQL of what a rule looks at in a record. To be materialised: else whole records are sorted. */
export const lookedAt = `at, writer, seq, content ->> 'subject' as subject, content ->> 'trace' as trace,
  content -> 'actor' ->> 'subject' as actor, content -> 'actor' ->> 'team' as team`;

/**
 * Columns in SQL that make a finding of a group of rows with the columns of `lookedAt`.
 *
 * @param count SQL: what is counted
 */
export function findingColumns(count: string): string {
  return `actor, team, min(at) as "from", max(at) as "to", (${count})::int as count,
    coalesce((array_agg(distinct subject) filter (where subject is not null))[1:${maxSubjects}], '{}') as subjects,
    (array_agg(json_build_object('at', (extract(epoch from at) * 1000)::bigint, 'writer', writer, 'seq', seq)
      order by at, writer, seq))[1:${maxSamples}] as samples`;
}
