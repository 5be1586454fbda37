import { impersonalCategories } from '../../schema/categories.ts';
import { noteDenial } from '../audit/trail/access-trail.ts';
import type { CategoryAccess, DecideCategory } from '../consent/access-control.ts';
import type { FetchStep } from '../plan/compile-fetch.ts';
import type { FetchVariant } from '../plan/fetch-query.ts';
import type { JsonObject } from '../plan/json.ts';
import type { DeniedField } from '../plan/prune-selection.ts';
import type { Asked } from './asked.ts';
import type { Execution } from './execution.ts';
import type { RoutedCall } from './route.ts';

/** Those of whom the same may be asked: one selection of the call. */
export interface CallGroup {
  variant: FetchVariant;
  /** Null: the root is asked. */
  asked: readonly Asked[] | null;
  representations: readonly JsonObject[];
}

/** A field that is left out, for whom and why. */
export interface Denial {
  /** Null: at the root. */
  entry: Asked | null;
  path: readonly string[];
  category: string;
  reason: string;
}

/** A call as it may be made. Without groups it is not made at all. */
export interface DecidedCall extends RoutedCall {
  groups: readonly CallGroup[];
  denials: readonly Denial[];
}

const everything: DecideCategory = () => ({ allowed: true });

/**
 * Decides what of a call may be asked, per person, before it is made: asking an organisation about someone already tells it
 * something.
 */
export function decideCall(execution: Execution, step: FetchStep, call: RoutedCall): DecidedCall {
  const { asked } = call;
  if (!asked) return decideRoot(execution, step, call);
  const groups = new Map<string, { variant: FetchVariant; asked: Asked[]; representations: JsonObject[] }>();
  const denials: Denial[] = [];
  asked.forEach((entry, index) => {
    const decide = decider(execution, entry.subject, call);
    const variant = variantFor(step, decide);
    noteDenials(execution, entry.subject, call, variant, decide);
    for (const field of variant.denied) denials.push({ entry, ...explain(field, decide) });
    const representation = call.representations[index];
    if (!variant.selection || !representation) return;
    const group = groups.get(variant.key) ?? { variant, asked: [], representations: [] };
    groups.set(variant.key, group);
    group.asked.push(entry);
    group.representations.push(representation);
  });
  return { ...call, groups: [...groups.values()], denials };
}

// Whom the root's answer is about is known only when it is there. Before, it is decided whether the actor may ask anything for
// this purpose; the answer is screened person by person.
function decideRoot(execution: Execution, step: FetchStep, call: RoutedCall): DecidedCall {
  const aboutNobody = decider(execution, null, call);
  const general = execution.access?.general() ?? { allowed: true };
  const decide: DecideCategory = (category) => (impersonalCategories.has(category) ? aboutNobody(category) : general);
  const variant = variantFor(step, decide);
  noteDenials(execution, null, call, variant, decide);
  const denials = variant.denied.map((field) => ({ entry: null, ...explain(field, decide) }));
  const groups = variant.selection ? [{ variant, asked: null, representations: [] }] : [];
  return { ...call, groups, denials };
}

function decider({ access }: Execution, subject: string | null, { organisation }: RoutedCall): DecideCategory {
  return access?.about(subject, organisation) ?? everything;
}

function variantFor({ query }: FetchStep, decide: DecideCategory): FetchVariant {
  return query.variant((category) => decide(category).allowed);
}

function explain({ path, categories, reason }: DeniedField, decide: DecideCategory): Omit<Denial, 'entry'> {
  for (const category of categories) {
    const decision: CategoryAccess = decide(category);
    if (!decision.allowed) return { path, category, reason: decision.reason };
  }
  if (reason !== undefined) return { path, category: categories[0] ?? 'case', reason };
  throw new Error('A field was denied that nothing denies');
}

// That an organisation is asked about someone is recorded before it is, whatever comes of it. Where nothing is asked and nothing
// denied, there is nothing to record.
function noteDenials(
  { trail }: Execution,
  subject: string | null,
  { organisation }: RoutedCall,
  { denied, selection }: FetchVariant,
  decide: DecideCategory,
): void {
  if (!selection && denied.length === 0) return;
  const line = trail?.line(subject, organisation);
  if (!line) return;
  for (const { categories } of denied) for (const category of categories) noteDenial(line, category, decide);
}
