import type { ErrorCode } from '../errors.ts';
import type { Organisation } from '../partners/organisation.ts';
import type { PartnerError } from '../partners/partner-call.ts';
import type { FetchStep } from '../plan/compile-fetch.ts';
import { answerName } from '../plan/fetch-query.ts';
import type { JsonObject } from '../plan/json.ts';
import type { SelectedField } from '../plan/selection.ts';
import type { Asked } from './asked.ts';
import type { DecidedCall } from './decide-call.ts';
import { placesAt } from './entities.ts';
import type { Execution } from './execution.ts';
import { objectTypesOf } from './merge.ts';
import { missingBelow } from './missing-below.ts';
import { maxProblems, type Path, type Problem } from './problems.ts';
import { codeOf } from './read-outcome.ts';
import { isScreened, type Screened } from './screen-answer.ts';

/** Why a place of the answer may not be shown. */
interface DeniedPlace {
  category: string;
  reason: string;
  /** Whose data it is; default: of the organisation that answers. */
  organisation?: Organisation;
}

/** Names what one organisation did not deliver: at each place of the answer, and to those who compute with it. */
export class Report {
  readonly #execution: Execution;
  readonly #step: FetchStep;
  readonly #call: DecidedCall;
  readonly #roots: readonly JsonObject[];
  // Found only when something is wrong: most answers need no paths.
  #places: ReadonlyMap<JsonObject, readonly Path[]> | null = null;
  #positions: Map<JsonObject, ReadonlyMap<string, readonly number[] | null>> | null = null;

  constructor(execution: Execution, step: FetchStep, call: DecidedCall, roots: readonly JsonObject[]) {
    this.#execution = execution;
    this.#step = step;
    this.#call = call;
    this.#roots = roots;
  }

  /** Remembers where the organisation's elements stand in an entity's concatenated lists: indices in its answer differ. */
  placed(entity: JsonObject, positions: ReadonlyMap<string, readonly number[] | null>): void {
    this.#positions ??= new Map();
    this.#positions.set(entity, positions);
  }

  /** Something at a path below these entities. */
  at(
    entities: Iterable<JsonObject>,
    path: Path,
    code: ErrorCode,
    more: Partial<Pick<Problem, 'category' | 'onlyIfAsked' | 'organisation'>> = {},
  ): void {
    this.#places ??= placesAt(this.#execution.data, this.#step.path);
    const { organisation } = this.#call;
    for (const entity of entities) {
      const below = this.#moved(entity, path);
      for (const place of this.#places.get(entity) ?? []) {
        if (this.#execution.problems.length >= maxProblems) return;
        this.#execution.problems.push({ path: [...place, ...below], code, organisation, ...more });
      }
    }
  }

  /** A field that may not be shown. */
  denied(entities: Iterable<JsonObject>, path: Path, { reason, ...denial }: DeniedPlace): void {
    // Every reason is one of the documented codes; a test compares the two lists.
    this.at(entities, this.#renamed(path), reason as ErrorCode, { ...denial, onlyIfAsked: true });
  }

  /** All that was asked of these entities. */
  missing(entities: Iterable<JsonObject>, fields: readonly SelectedField[], code: ErrorCode): void {
    const isKnown = objectTypesOf(this.#execution.schema);
    for (const entity of entities) {
      if (this.#call.clientIds.size > 0) this.#missingOfOne(entity, fields, code);
      else
        for (const { path, field } of missingBelow(entity, fields, isKnown))
          this.at([entity], path, code, { onlyIfAsked: field.optional || field.value.kind === 'typename' });
    }
  }

  /** Tells those who compute with this client's dossiers that this organisation's part is not there, or not whole. */
  notDelivered({ subject }: Asked, reason: ErrorCode): void {
    const { role, oin } = this.#call.organisation;
    const { notDelivered } = this.#execution;
    if (subject === null || notDelivered.some((known) => known.clientId === subject && known.oin === oin)) return;
    notDelivered.push({ clientId: subject, role, oin, reason });
  }

  /** An error of the organisation's own, beside its data; not where it would tell of something that may not be shown. */
  error(error: PartnerError, screened: readonly Screened[]): void {
    const code = codeOf(error, this.#call.organisation.role);
    const [top, index, ...below] = error.path ?? [];
    const { groups } = this.#call;
    if (!this.#call.asked) {
      const path = this.#renamed(error.path ?? []);
      if (!isScreened(screened, null, path)) this.at(this.#roots, path, code);
      return;
    }
    const group = groups.find((_, at) => answerName(at, groups.length) === top);
    const entry = typeof index === 'number' ? group?.asked?.[index] : undefined;
    if (entry && isScreened(screened, entry, this.#renamed(below))) return;
    // Without a place it may be about anyone who was asked for.
    for (const about of entry ? [entry] : groups.flatMap(({ asked }) => asked ?? [])) {
      this.notDelivered(about, code);
      this.at(about.entities, entry ? this.#renamed(below) : [], code);
    }
  }

  // Where several organisations' lists are concatenated, what is there is the others'.
  #missingOfOne(entity: JsonObject, fields: readonly SelectedField[], code: ErrorCode): void {
    for (const { name, value, optional } of fields) {
      if (entity[name] === undefined || value.kind === 'list')
        this.at([entity], [name], code, { onlyIfAsked: optional });
    }
  }

  #moved(entity: JsonObject, path: Path): Path {
    const [field, index, ...rest] = path;
    const at =
      typeof field === 'string' && typeof index === 'number'
        ? this.#positions?.get(entity)?.get(field)?.[index]
        : undefined;
    return at === undefined || field === undefined ? path : [field, at, ...rest];
  }

  #renamed(path: Path): Path {
    if (this.#step.renames.size === 0) return path;
    const names: string[] = [];
    return path.map((element) => {
      if (typeof element === 'number') return element;
      const name = this.#step.renames.get([...names, element].join('.')) ?? element;
      names.push(name);
      return name;
    });
  }
}
