import type { FetchNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, parse, type SelectionSetNode } from 'graphql';
import type { Fragments } from '../collect-fields.ts';
import { fragmentsOf } from '../fetch-query.ts';
import { fetchNodes } from '../fetches-of-plan.ts';
import { below, fieldsIn, type JoinedFields } from './joined-fields.ts';

/**
 * The first field that a plan asks of a subgraph that cannot know it there: one that is external and not provided, or one that is
 * computed of what is not sent with the entity.
 *
 * @returns its coordinate; null: every subgraph can tell what it is asked
 */
export function findUnmet(joined: JoinedFields, plan: QueryPlan): string | null {
  return firstOf(fetchNodes(plan.node), (node) => new FetchCheck(joined, node).find());
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

// Where a field stands in a fetch.
interface Position {
  type: string;
  /** What the subgraph can tell here of fields that are external to it. */
  provided: readonly SelectionSetNode[];
  /** What is sent with the entity; nothing below it. */
  sent: readonly QueryPlanSelectionNode[];
}

class FetchCheck {
  readonly #joined: JoinedFields;
  readonly #node: FetchNode;
  readonly #fragments: Fragments;
  readonly #operation: ReturnType<typeof parse>['definitions'][number] | undefined;

  constructor(joined: JoinedFields, node: FetchNode) {
    this.#joined = joined;
    this.#node = node;
    const { definitions } = parse(node.operation, { noLocation: true });
    this.#fragments = fragmentsOf(definitions);
    this.#operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  }

  find(): string | null {
    if (this.#operation?.kind !== Kind.OPERATION_DEFINITION) return null;
    const { selectionSet, operation } = this.#operation;
    const { requires } = this.#node;
    const root = `${operation[0]?.toUpperCase()}${operation.slice(1)}`;
    if (!requires) return this.#inSet(selectionSet, { type: root, provided: [], sent: [] });
    return firstOf(below([selectionSet], '_entities'), (set) =>
      this.#inSet(set, { type: '_Entity', provided: [], sent: requires }),
    );
  }

  #inSet({ selections }: SelectionSetNode, at: Position): string | null {
    return firstOf(selections, (selection) => {
      if (selection.kind === Kind.FIELD) return this.#inField(selection, at);
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      const type = fragment?.typeCondition?.name.value ?? at.type;
      return fragment ? this.#inSet(fragment.selectionSet, { ...at, type }) : null;
    });
  }

  #inField({ name: { value: name }, selectionSet }: FieldNode, { type, provided, sent }: Position): string | null {
    const { isExternal, requires, provides } = this.#joined.of(this.#node.serviceName, type, name);
    const isUnknown = isExternal && !isIn(provided, name);
    if (isUnknown || (requires && !this.#isMet(requires, { type, provided, sent }))) return `${type}.${name}`;
    const typeBelow = selectionSet && this.#joined.typeOf(type, name);
    if (!typeBelow) return null;
    const providedBelow = [...below(provided, name), ...(provides ? [provides] : [])];
    return this.#inSet(selectionSet, { type: typeBelow, provided: providedBelow, sent: [] });
  }

  // Is all of it sent, or something that the subgraph can tell at this place?
  #isMet(required: SelectionSetNode, { type, provided, sent }: Position): boolean {
    return required.selections.every((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? type;
        return this.#isMet(selection.selectionSet, { type: condition, provided, sent });
      }
      const { name, selectionSet } = selection;
      const found = sentFields(sent).filter((one) => one.name === name.value);
      const { isExternal, provides } = this.#joined.of(this.#node.serviceName, type, name.value);
      if (isExternal && found.length === 0 && !isIn(provided, name.value)) return false;
      const typeBelow = selectionSet && this.#joined.typeOf(type, name.value);
      if (!typeBelow) return true;
      const providedBelow = [...below(provided, name.value), ...(provides ? [provides] : [])];
      const sentBelow = found.flatMap((one) => one.selections ?? []);
      return this.#isMet(selectionSet, { type: typeBelow, provided: providedBelow, sent: sentBelow });
    });
  }
}

function isIn(sets: readonly SelectionSetNode[], field: string): boolean {
  return [...fieldsIn(sets)].some(({ name }) => name.value === field);
}

type SentField = Extract<QueryPlanSelectionNode, { kind: 'Field' }>;

function sentFields(sent: readonly QueryPlanSelectionNode[]): SentField[] {
  return sent.flatMap((selection) => (selection.kind === 'Field' ? [selection] : sentFields(selection.selections)));
}
