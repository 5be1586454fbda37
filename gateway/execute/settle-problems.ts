import { isObject, type Json, type JsonObject, own } from '../plan/json.ts';
import type { SelectedField, SelectedValue, Selection } from '../plan/selection.ts';
import type { Dependents } from './name-dependents.ts';
import { maxProblems, type Path, type Problem } from './problems.ts';

/**
 * The problems as the caller is told them: at places that the caller asked for, each once, and nulls in non-null places only
 * where no other problem explains them.
 *
 * @param dependents what went wrong while collecting, and what was not asked or computed for it
 * @param unexplained the places where null arrived and may not stand
 */
export function settleProblems(
  shape: Selection,
  collected: JsonObject,
  { problems, bypassed }: Dependents,
  unexplained: readonly Problem[],
): readonly Problem[] {
  if (problems.length === 0 && unexplained.length === 0) return [];
  const seen = new Map<string, Problem>();
  const add = (problem: Problem): void => {
    if (seen.size >= maxProblems) return;
    seen.set(`${problem.code} ${problem.organisation?.oin} ${JSON.stringify(problem.path)}`, problem);
  };
  const placed = problems.map((problem) => ({ problem, path: visiblePath(shape, collected, problem.path) }));
  const asked = placed.filter(({ problem, path }) => path.length === problem.path.length);
  const shown = new Set(asked.flatMap(({ problem }) => causesOf(problem)));
  for (const { problem, path } of placed) {
    const isAsked = path.length === problem.path.length;
    // What nobody asked is said at the object above, unless it shows in all that was asked and needed it.
    if (isAsked || (!problem.onlyIfAsked && (!shown.has(problem) || bypassed.has(problem)))) add({ ...problem, path });
  }
  const explained = new PathSet([...seen.values()].map(({ path }) => path));
  for (const problem of unexplained) if (!explained.touches(problem.path)) add(problem);
  return [...seen.values()];
}

function causesOf(problem: Problem): Problem[] {
  return problem.cause ? [problem.cause, ...causesOf(problem.cause)] : [];
}

// In the caller's own names. The planner also fetches what the caller did not ask, as input of a field: what is wrong there
// belongs to the object above.
function visiblePath(shape: Selection, collected: JsonObject, path: Path): Path {
  const visible: (string | number)[] = [];
  let value: Json | undefined = collected;
  let selected: SelectedValue = { kind: 'object', nullable: true, selection: shape };
  for (const element of path) {
    if (typeof element === 'number') {
      if (selected.kind !== 'list' || (Array.isArray(value) && element >= value.length)) break;
      visible.push(element);
      selected = selected.item;
      value = Array.isArray(value) ? value[element] : undefined;
      continue;
    }
    const field: SelectedField | undefined =
      selected.kind === 'object' ? fieldAt(selected.selection, value, element, visible.length === 0) : undefined;
    if (!field) break;
    visible.push(field.name);
    selected = field.value;
    value = isObject(value) ? own(value, element) : undefined;
  }
  return visible;
}

function fieldAt(
  selection: Selection,
  value: Json | undefined,
  source: string,
  isRoot: boolean,
): SelectedField | undefined {
  const typename = !isRoot && isObject(value) ? own(value, '__typename') : undefined;
  const fields = selection.fieldsOf(typeof typename === 'string' ? typename : undefined);
  return fields?.find((field) => field.source === source);
}

// Paths, found by what lies above or below them.
class PathSet {
  readonly #prefixes = new Set<string>();
  readonly #whole = new Set<string>();

  constructor(paths: readonly Path[]) {
    for (const path of paths) {
      this.#whole.add(JSON.stringify(path));
      for (let length = 0; length <= path.length; length += 1)
        this.#prefixes.add(JSON.stringify(path.slice(0, length)));
    }
  }

  /** Is one of the paths this one, above it or below it? */
  touches(path: Path): boolean {
    if (this.#prefixes.has(JSON.stringify(path))) return true;
    for (let length = path.length; length >= 0; length -= 1)
      if (this.#whole.has(JSON.stringify(path.slice(0, length)))) return true;
    return false;
  }
}
