import type { ErrorCode } from '../errors.ts';
import type { PartnerError } from '../partners/partner-call.ts';
import type { FetchStep } from '../plan/compile-plan.ts';
import type { JsonObject } from '../plan/json.ts';
import type { Asked } from './asked.ts';
import { placesAt } from './entities.ts';
import type { Execution } from './execution.ts';
import type { Path } from './problems.ts';
import type { RoutedCall } from './route.ts';

// Codes that an organisation may say and the caller gets to hear; of all others only that something was not delivered.
const passedOn: ReadonlySet<string> = new Set<ErrorCode>(['BAD_USER_INPUT']);

/** Names what one organisation did not deliver: at each place of the answer, and to those who compute with it. */
export class Report {
  readonly #execution: Execution;
  readonly #step: FetchStep;
  readonly #call: RoutedCall;
  // Found only when something is wrong: most answers need no paths.
  #places: ReadonlyMap<JsonObject, readonly Path[]> | null = null;
  readonly #positions = new Map<JsonObject, ReadonlyMap<string, readonly number[] | null>>();

  constructor(execution: Execution, step: FetchStep, call: RoutedCall) {
    this.#execution = execution;
    this.#step = step;
    this.#call = call;
  }

  /** Remembers where the organisation's elements stand in an entity's concatenated lists: indices in its answer differ. */
  placed(entity: JsonObject, positions: ReadonlyMap<string, readonly number[] | null>): void {
    this.#positions.set(entity, positions);
  }

  /** Something at a path below these entities. */
  at(entities: Iterable<JsonObject>, path: Path, code: ErrorCode): void {
    this.#places ??= placesAt(this.#execution.data, this.#step.path);
    const { organisation } = this.#call;
    for (const entity of entities) {
      const below = this.#moved(entity, path);
      for (const place of this.#places.get(entity) ?? []) {
        this.#execution.problems.push({ path: [...place, ...below], code, organisation });
      }
    }
  }

  /** All that was asked of these entities. */
  missing(entities: Iterable<JsonObject>, typename: string | undefined, code: ErrorCode): void {
    const fields = this.#step.selection.fieldsOf(typename) ?? [];
    for (const entity of entities) {
      for (const { name, value } of fields) {
        // Where lists are concatenated, what is there is the others'.
        const isOthers = this.#call.clientIds.size > 0 && value.kind === 'list';
        if (entity[name] === undefined || isOthers) this.at([entity], [name], code);
      }
    }
  }

  /** Tells those who compute with this client's dossiers that this organisation's part is not there, or not whole. */
  notDelivered({ subject }: Asked, reason: ErrorCode): void {
    const { role, oin } = this.#call.organisation;
    const { notDelivered } = this.#execution;
    if (subject === null || notDelivered.some((known) => known.clientId === subject && known.oin === oin)) return;
    notDelivered.push({ clientId: subject, role, oin, reason });
  }

  /** An error of the organisation's own, beside its data. */
  error(error: PartnerError, rootEntities: readonly JsonObject[]): void {
    const code = codeOf(error);
    const { asked } = this.#call;
    const path = error.path ?? [];
    if (!asked) {
      this.at(rootEntities, this.#renamed(path), code);
      return;
    }
    const entry = asked[typeof path[1] === 'number' ? path[1] : 0];
    if (!entry) return;
    this.notDelivered(entry, code);
    this.at(entry.entities, this.#renamed(path.slice(2)), code);
  }

  #moved(entity: JsonObject, path: Path): Path {
    const [field, index, ...rest] = path;
    const at =
      typeof field === 'string' && typeof index === 'number'
        ? this.#positions.get(entity)?.get(field)?.[index]
        : undefined;
    return at === undefined || field === undefined ? path : [field, at, ...rest];
  }

  #renamed(path: Path): Path {
    const names: string[] = [];
    return path.map((element) => {
      if (typeof element === 'number') return element;
      const name = this.#step.renames.get([...names, element].join('.')) ?? element;
      names.push(name);
      return name;
    });
  }
}

/** The code that the caller gets for an organisation's error. */
export function codeOf({ code }: PartnerError): ErrorCode {
  return code !== null && passedOn.has(code) ? (code as ErrorCode) : 'PARTNER_UNAVAILABLE';
}
