import type { Execution } from './execution.ts';

/** The facts that a run relied upon: versions by client, and when the first of them ends; or of whom they have changed. */
export type Relied = { relied: ReadonlyMap<string, number>; until: number | null } | { changed: readonly string[] };

/**
 * What the run's released parts rely upon. Where an act was done meanwhile, what was allowed before it must be allowed after it
 * as well.
 */
export async function reliedUpon({ trail, access }: Execution): Promise<Relied> {
  const relied = new Map<string, number>();
  if (!trail || !access) return { relied, until: null };
  const lines = [...trail.lines].filter(({ subject, released }) => subject !== null && released.size > 0);
  const subjects = lines.flatMap(({ subject }) => (subject === null ? [] : [subject]));
  if (trail.acts.length > 0) await access.load(subjects);
  let until = Number.POSITIVE_INFINITY;
  const changed = new Set<string>();
  for (const { subject, organisation, released } of lines) {
    if (subject === null) continue;
    const decide = trail.acts.length > 0 ? access.about(subject, organisation) : null;
    for (const [category, decision] of released) {
      if (decide && !decide(category).allowed) changed.add(subject);
      if (decision.allowed) until = Math.min(until, decision.until ?? until);
    }
    relied.set(subject, access.versionOf(subject));
  }
  if (changed.size > 0) return { changed: [...changed] };
  return { relied, until: Number.isFinite(until) ? until : null };
}
