import {
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { conditionVariables } from './conditions.ts';
import { decideConditions } from './decide-conditions.ts';
import { type DeniedField, type PruneContext, pruneSelection } from './prune-selection.ts';
import { Selection, type SelectionContext } from './selection.ts';

/** What one fetch asks when just some categories are allowed. */
export interface FetchVariant {
  /** The allowed categories, as text: variants with one key are the same. */
  key: string;
  /** What is asked and how it is read; null: nothing is left to ask. */
  selection: Selection | null;
  set: SelectionSetNode | null;
  /** What is left out. */
  denied: readonly DeniedField[];
}

/** The text of a request, up to and including the opening brace of its variables. */
export interface RequestHead {
  prefix: string;
  /** The caller's variables that it uses. */
  variables: readonly string[];
}

/** What a fetch query is made of. */
export interface FetchQueryParts extends PruneContext {
  renames: NonNullable<SelectionContext['renames']>;
  operation: OperationDefinitionNode;
  /** The type that `set` stands on. */
  type: GraphQLCompositeType;
  /** What is asked of the root, or of each entity. */
  set: SelectionSetNode;
  asksEntities: boolean;
  /** Are answers about clients decided on? Then nothing is asked that shows nothing. */
  isEnforced: boolean;
}

// Combinations of allowed categories that are kept; each costs a pruned selection and a printed text.
const maxKept = 64;

// Likewise of values of the variables that decide `@skip` and `@include`.
const maxDecided = 8;

// Measured: see `operationBytes`. A head stands for the selections, as nodes, of which it was printed.
const perQuery = 12_000;
const perHeadCharacter = 20;

/** The query of one fetch, and its variants for those who may not see all of it. */
export class FetchQuery {
  /** All categories that some field of it needs. */
  readonly categories: readonly string[];
  readonly #parts: FetchQueryParts;
  readonly #whole: FetchVariant;
  readonly #wholeHead: RequestHead;
  readonly #deciding: readonly string[];
  readonly #decided = new LRUCache<string, FetchQuery>({ max: maxDecided });
  readonly #variants = new LRUCache<string, FetchVariant>({ max: maxKept });
  readonly #heads = new LRUCache<string, RequestHead>({ max: maxKept });

  /** @param whole the request for all of it; null: it is not as it was planned */
  constructor(parts: FetchQueryParts, whole: RequestHead | null) {
    this.#parts = parts;
    this.#deciding = whole ? [...conditionVariables([parts.operation, ...parts.fragments.values()])] : [];
    const needed = new Set<string>();
    const { set, denied } = pruneSelection(parts, parts.type, parts.set, (category) => needed.add(category).size > 0);
    this.categories = [...needed].sort();
    const isAsPlanned = denied.length === 0 && (whole !== null || !parts.isEnforced);
    const asked = isAsPlanned ? parts.set : set;
    this.#whole = { key: '*', selection: asked && this.#selectionOf(asked), set: asked, denied };
    this.#wholeHead = isAsPlanned && whole ? whole : this.#compose([this.#whole]);
  }

  /** The same, when its `@skip` and `@include` are decided by these variables: what they leave out is not asked. */
  decided(variables: Readonly<Record<string, unknown>>): FetchQuery {
    if (this.#deciding.length === 0) return this;
    const key = this.#deciding.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = this.#decided.get(key);
    if (known) return known;
    const set = decideConditions(this.#parts.fragments, this.#parts.set, (name) => variables[name] === true);
    const decided = new FetchQuery({ ...this.#parts, set }, null);
    this.#decided.set(key, decided);
    return decided;
  }

  /** Memory that it takes now, in bytes, about: it grows with the variants that are asked. */
  get bytes(): number {
    let bytes = perQuery + headBytes(this.#wholeHead) + (this.#whole.selection?.bytes ?? 0);
    for (const { selection } of this.#variants.values()) bytes += selection?.bytes ?? 0;
    for (const head of this.#heads.values()) bytes += headBytes(head);
    for (const query of this.#decided.values()) bytes += query.bytes;
    return bytes;
  }

  /** Does it do something, rather than only ask? */
  get isAct(): boolean {
    return this.#parts.operation.operation === 'mutation';
  }

  /** Everything that the plan asks, but for what nobody may be asked. */
  get whole(): FetchVariant {
    return this.#whole;
  }

  /** What may be asked where only some categories are allowed. */
  variant(isAllowed: (category: string) => boolean): FetchVariant {
    const allowed = this.categories.filter(isAllowed);
    if (allowed.length === this.categories.length) return this.#whole;
    const key = allowed.join(' ');
    const known = this.#variants.get(key);
    if (known) return known;
    const { set, denied } = pruneSelection(this.#parts, this.#parts.type, this.#parts.set, (name) =>
      allowed.includes(name),
    );
    const variant = { key, selection: set && this.#selectionOf(set), set, denied };
    this.#variants.set(key, variant);
    return variant;
  }

  /** The request that asks these variants in one call; each of several under the name that `answerName` gives. */
  head(variants: readonly FetchVariant[]): RequestHead {
    const [only] = variants;
    if (variants.length === 1 && only === this.#whole) return this.#wholeHead;
    const key = variants.map((variant) => variant.key).join('|');
    const known = this.#heads.get(key);
    if (known) return known;
    const head = this.#compose(variants);
    this.#heads.set(key, head);
    return head;
  }

  #selectionOf(set: SelectionSetNode): Selection {
    return new Selection(this.#parts, this.#parts.type, [{ set, conditional: false }]);
  }

  #compose(variants: readonly FetchVariant[]): RequestHead {
    const { operation, type, asksEntities } = this.#parts;
    // Opened everywhere, so that no fragment is left that only another variant uses.
    const sets = variants.map(({ set }) => set && pruneSelection(this.#parts, type, set, () => true).set);
    const used = variablesIn(sets);
    const [first] = sets;
    const text = asksEntities ? entitiesText(sets) : first ? print(first) : '{ __typename }';
    const declared = (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
    const definitions = [
      ...declared.map((definition) => print(definition)),
      ...(asksEntities ? representationVariables(variants) : []),
    ];
    const name = operation.name ? ` ${operation.name.value}` : '';
    const query = `${operation.operation}${name}${definitions.length > 0 ? `(${definitions.join(', ')})` : ''} ${text}`;
    const request = { query, ...(operation.name ? { operationName: operation.name.value } : {}) };
    const variables = declared.map(({ variable }) => variable.name.value);
    return { prefix: `${JSON.stringify(request).slice(0, -1)},"variables":{`, variables };
  }
}

/** Where the entities of one of several variants stand in the answer. */
export function answerName(index: number, count: number): string {
  return count === 1 ? '_entities' : `e${index}`;
}

/** The variable that carries the representations of one of several variants. */
export function representationsName(index: number, count: number): string {
  return count === 1 ? 'representations' : `representations${index}`;
}

function entitiesText(sets: readonly (SelectionSetNode | null)[]): string {
  const fields = sets.map((set, index) => {
    const alias = sets.length === 1 ? '' : `${answerName(index, sets.length)}: `;
    const variable = representationsName(index, sets.length);
    return `${alias}_entities(representations: $${variable}) ${set ? print(set) : '{ __typename }'}`;
  });
  return `{ ${fields.join(' ')} }`;
}

function representationVariables(variants: readonly FetchVariant[]): string[] {
  return variants.map((_, index) => `$${representationsName(index, variants.length)}: [_Any!]!`);
}

function variablesIn(sets: readonly (SelectionSetNode | null)[]): Set<string> {
  const names = new Set<string>();
  for (const set of sets) {
    if (!set) continue;
    visit(set, {
      Variable({ name }) {
        names.add(name.value);
      },
    });
  }
  return names;
}

/** The fragments of a document, by name. */
export function fragmentsOf(definitions: readonly { kind: string }[]): Map<string, FragmentDefinitionNode> {
  const isFragment = (node: { kind: string }): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION;
  return new Map(definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]));
}

function headBytes({ prefix }: RequestHead): number {
  return prefix.length * perHeadCharacter;
}
