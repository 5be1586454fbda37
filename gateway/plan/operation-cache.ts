import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { KorteLijnenError, PlanningUnavailableError } from '../errors.ts';
import { Planning } from '../planning/planning.ts';
import { type PlanningSettings, planningSettings } from '../planning/planning-settings.ts';
import { type AskedOperation, type CompiledOperation, compileOperation, readOperation } from './compile-operation.ts';
import { findOperation } from './find-operation.ts';
import { KeptOperations } from './kept-operations.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import type { SubjectRules } from './subject-rules.ts';
import { atOnce, type InParts, inTurns } from './take-turns.ts';

// An operation that is being planned, and the callers who wait for it.
interface UnderWay {
  compiled: Promise<CompiledOperation>;
  signals: AbortSignal[];
}

// Documents that are remembered as refused: a name and a sentence each.
const maxRefused = 2_000;

/** The compiled operations of one supergraph: planning costs milliseconds or more, so each document is planned once. */
export class OperationCache {
  readonly #supergraph: LoadedSupergraph;
  readonly #rules: SubjectRules;
  readonly #planning: Planning;
  readonly #kept: KeptOperations;
  readonly #underWay = new Map<string, UnderWay>();
  readonly #refused: LRUCache<string, KorteLijnenError>;

  /** @param warn is told, for operators, what ended planning early. Default: nobody is. */
  constructor(
    supergraph: LoadedSupergraph,
    rules: SubjectRules,
    changed: Partial<PlanningSettings> = {},
    warn: (message: string) => void = () => {},
  ) {
    const settings = { ...planningSettings, ...changed };
    this.#supergraph = supergraph;
    this.#rules = rules;
    this.#planning = new Planning(supergraph, settings, warn);
    this.#kept = new KeptOperations(settings.cacheBytes);
    this.#refused = new LRUCache({ max: maxRefused, ttl: settings.refusedMs });
  }

  /** How many operations are kept, and the memory that they take, in bytes. */
  get size(): { operations: number; bytes: number } {
    return this.#kept.size;
  }

  /**
   * The compiled operation of a document that was validated: at once where it is known or planned quickly.
   *
   * @param hash of the document's text
   * @param documentOf gives the document: it is needed only where the operation is not kept
   * @param signal aborted when the caller goes away: what nobody waits for need not be planned
   * @throws {OperationNotSupportedError} for a subscription
   * @throws {OperationTooComplexError} for what takes too much to plan, and then for some minutes without trying again
   * @throws {PlanningFailedError} when there is no plan, and likewise
   * @throws {PlanningUnavailableError} when too much waits to be planned
   */
  get(
    hash: string,
    documentOf: () => DocumentNode,
    operationName: string | null,
    signal: AbortSignal,
  ): CompiledOperation | Promise<CompiledOperation> {
    // A name may be empty, which no operation's is; none at all is something else.
    const key = operationName === null ? hash : `${hash} ${operationName}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const refused = this.#refused.get(key);
    if (refused) throw refused;
    const underWay = this.#underWay.get(key);
    if (underWay) {
      underWay.signals.push(signal);
      return underWay.compiled;
    }
    const document = documentOf();
    return this.#make(key, findOperation(document, operationName), document, signal);
  }

  /** There is a newer supergraph: requests that began with this one end on it, and nothing is held for others. */
  retire(): void {
    this.#planning.retire();
  }

  /** Ends what is planned. */
  close(): Promise<void> {
    return this.#planning.close();
  }

  #make(
    key: string,
    definition: OperationDefinitionNode,
    document: DocumentNode,
    signal: AbortSignal,
  ): CompiledOperation | Promise<CompiledOperation> {
    const asked = readOperation(this.#supergraph, document, definition);
    const signals = [signal];
    try {
      const plan = this.#planning.plan(asked.planned, () => signals.some(({ aborted }) => !aborted));
      if (!(plan instanceof Promise)) return this.#keep(key, atOnce(this.#compile(asked, plan)));
      const compiled = plan
        .then((found) => inTurns(this.#compile(asked, found)))
        .then((operation) => this.#keep(key, operation))
        .catch((error: unknown) => this.#refuse(key, error))
        .finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, { compiled, signals });
      return compiled;
    } catch (error) {
      return this.#refuse(key, error);
    }
  }

  #compile(asked: AskedOperation, plan: QueryPlan): InParts<CompiledOperation> {
    return compileOperation(this.#supergraph, asked, plan, this.#rules);
  }

  #keep(key: string, operation: CompiledOperation): CompiledOperation {
    this.#kept.add(key, operation);
    return operation;
  }

  // What cannot be planned now cannot be planned in a minute either, and finding that out may have taken long.
  #refuse(key: string, error: unknown): never {
    if (error instanceof KorteLijnenError && !(error instanceof PlanningUnavailableError))
      this.#refused.set(key, error);
    throw error;
  }
}
