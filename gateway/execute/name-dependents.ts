import type { FetchStep } from '../plan/compile-fetch.ts';
import type { PlanStep } from '../plan/compile-plan.ts';
import type { JsonObject } from '../plan/json.ts';
import type { RequiredPath } from '../plan/required-paths.ts';
import type { SelectedField, Selection } from '../plan/selection.ts';
import { placesAt } from './entities.ts';
import type { Execution } from './execution.ts';
import { maxProblems, type Path, type Problem } from './problems.ts';
import { typenameOf } from './read-outcome.ts';

/** What went wrong, also with the fields that could not be asked or computed because of it. */
export interface Dependents {
  problems: readonly Problem[];
  /** What something was computed without: what is missing there shows nowhere else. */
  bypassed: ReadonlySet<Problem>;
}

/**
 * Names what fields are null for: of a field behind another, such as a key or what it is computed of, the problem of that other.
 */
export function nameDependents(execution: Execution, plan: PlanStep | null): Dependents {
  if (execution.problems.length === 0) return nothingWrong;
  const naming = new Naming(execution);
  if (plan) naming.take(plan);
  return naming;
}

const nothingWrong: Dependents = { problems: [], bypassed: new Set() };

class Naming implements Dependents {
  readonly problems: Problem[] = [];
  readonly bypassed = new Set<Problem>();
  readonly #execution: Execution;
  // By each place above them, as text.
  readonly #below = new Map<string, Problem[]>();
  // Where something went wrong by itself: nothing has to be named there for something else.
  readonly #at = new Set<string>();

  constructor(execution: Execution) {
    this.#execution = execution;
    for (const problem of execution.problems) {
      this.#add(problem);
      this.#at.add(JSON.stringify(problem.path));
    }
  }

  /** Names what the fetches of a step could not bring for want of something. */
  take(step: PlanStep): void {
    switch (step.kind) {
      case 'sequence':
      case 'parallel':
        for (const next of step.steps) this.take(next);
        return;
      case 'condition': {
        const branch = this.#execution.variables[step.variable] === true ? step.then : step.otherwise;
        if (branch) this.take(branch);
        return;
      }
      case 'fetch':
        this.#takeFetch(step);
    }
  }

  #takeFetch(step: FetchStep): void {
    const { data, variables } = this.#execution;
    const { selection } = step.query.decided(variables).whole;
    if (!step.entities || !selection) return;
    for (const [entity, places] of placesAt(data, step.path)) {
      const fields = fieldsFor(selection, typenameOf(entity));
      for (const place of places) {
        const problems = this.#below.get(JSON.stringify(place)) ?? [];
        if (problems.length === 0) continue;
        for (const field of fields) this.#takeField(step.entities.required, entity, field, place, problems);
      }
    }
  }

  #takeField(
    required: readonly RequiredPath[],
    entity: JsonObject,
    field: SelectedField,
    place: Path,
    problems: readonly Problem[],
  ): void {
    if (field.value.kind === 'typename') return;
    const path = [...place, field.name];
    const value = entity[field.name];
    const fieldName = field.coordinate.slice(field.coordinate.indexOf('.') + 1);
    // What was not even asked lacks any of it; what was answered, what it is computed of itself, or the key.
    const needed = required.filter(({ by }) => value === undefined || by === null || by.has(fieldName));
    const causes = problems.filter((problem) => needed.some((one) => concerns(one, problem.path.slice(place.length))));
    if (value !== undefined && value !== null) for (const cause of causes) this.#bypass(cause);
    else if (!this.#at.has(JSON.stringify(path)))
      for (const cause of causes) this.#add({ ...cause, path, cause, onlyIfAsked: true });
  }

  #bypass(problem: Problem): void {
    this.bypassed.add(problem);
    if (problem.cause) this.#bypass(problem.cause);
  }

  #add(problem: Problem): void {
    if (this.problems.length >= maxProblems) return;
    this.problems.push(problem);
    const { path } = problem;
    for (let length = 0; length < path.length; length += 1) {
      const above = JSON.stringify(path.slice(0, length));
      const known = this.#below.get(above);
      if (known) known.push(problem);
      else this.#below.set(above, [problem]);
    }
  }
}

// A subgraph with an interface object does not know the entity's type: it is asked the same of all.
function fieldsFor(selection: Selection, typename: string | undefined): readonly SelectedField[] {
  const fields = selection.fieldsOfNamed(typename);
  if (fields.length > 0 || (typename !== undefined && selection.canBe(typename))) return fields;
  return selection.possibleTypes().flatMap((type) => selection.fieldsOf(type) ?? []);
}

// Stands the problem at that value, above it or below it? The path is from the entity.
function concerns({ path: required }: RequiredPath, path: Path): boolean {
  const names = path.filter((element) => typeof element === 'string');
  return names.every((name, index) => index >= required.length || required[index] === name);
}
