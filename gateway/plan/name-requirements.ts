import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Need, RequiredField, Requirements } from './requirements.ts';
import { composites, type KeyedType, namedType, parseFields, subgraphNames } from './supergraph-types.ts';

/**
 * A supergraph in which each field with arguments that some `@requires` asks is a field of its own, without arguments. The
 * planner merges what it asks by name, whatever the arguments: what a caller asks of that field, and what two other fields
 * require of it, would be mixed up.
 */
export function withNamedRequirements(supergraph: DocumentNode): { document: DocumentNode } & Requirements {
  const naming = new Naming(supergraph);
  const renamed = naming.rename(supergraph);
  return { document: naming.add(renamed), byName: naming.byName, needs: naming.needs };
}

class Naming {
  readonly byName = new Map<string, RequiredField>();
  readonly needs = new Map<string, Need[]>();
  readonly #types: ReadonlyMap<string, KeyedType>;
  readonly #graphs: ReadonlyMap<string, string>;
  readonly #names = new Map<string, string>();
  // The new names of a field, by its coordinate.
  readonly #added = new Map<string, Set<string>>();

  constructor(supergraph: DocumentNode) {
    this.#types = composites(supergraph);
    this.#graphs = subgraphNames(supergraph);
  }

  /** With the new names in every `@requires`. */
  rename(supergraph: DocumentNode): DocumentNode {
    return this.#mapTypes(supergraph, (type) =>
      (type.fields ?? []).map((field) => {
        const directives = field.directives?.map((directive) => this.#renameIn(type.name.value, field, directive));
        return directives ? { ...field, directives } : field;
      }),
    );
  }

  /** With a field for every new name. */
  add(supergraph: DocumentNode): DocumentNode {
    return this.#mapTypes(supergraph, (type) =>
      (type.fields ?? []).flatMap((field) => [
        field,
        ...[...(this.#added.get(`${type.name.value}.${field.name.value}`) ?? [])].map((name) =>
          this.#copy(type, field, name),
        ),
      ]),
    );
  }

  #mapTypes(supergraph: DocumentNode, fieldsOf: (type: KeyedType) => readonly FieldDefinitionNode[]): DocumentNode {
    const definitions = supergraph.definitions.map((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? { ...node, fields: fieldsOf(node) }
        : node,
    );
    return { ...supergraph, definitions };
  }

  #copy(type: KeyedType, field: FieldDefinitionNode, name: string): FieldDefinitionNode {
    for (const graph of this.#graphs.values()) {
      const needs = this.needs.get(`${graph} ${type.name.value}.${field.name.value}`);
      if (needs) this.needs.set(`${graph} ${type.name.value}.${name}`, needs);
    }
    const directives = field.directives?.filter((directive) => directive.name.value === 'join__field') ?? [];
    return { ...field, name: { kind: Kind.NAME, value: name }, arguments: [], directives };
  }

  #renameIn(type: string, field: FieldDefinitionNode, directive: ConstDirectiveNode): ConstDirectiveNode {
    if (directive.name.value !== 'join__field') return directive;
    const given = (name: string) => directive.arguments?.find((argument) => argument.name.value === name);
    const [requires, graph] = [given('requires'), given('graph')];
    if (requires?.value.kind !== Kind.STRING || graph?.value.kind !== Kind.ENUM) return directive;
    const needs: Need[] = [];
    const renamed = this.#renameSet(type, parseFields(requires.value.value), [], needs);
    if (needs.length === 0) return directive;
    this.needs.set(`${this.#graphs.get(graph.value.value)} ${type}.${field.name.value}`, needs);
    const value = { ...requires.value, value: renamed.selections.map((selection) => print(selection)).join(' ') };
    const others = directive.arguments?.filter((argument) => argument !== requires) ?? [];
    return { ...directive, arguments: [...others, { ...requires, value }] };
  }

  #renameSet(type: string, set: SelectionSetNode, path: readonly string[], needs: Need[]): SelectionSetNode {
    const selections = set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? type;
        return { ...selection, selectionSet: this.#renameSet(condition, selection.selectionSet, path, needs) };
      }
      const field = this.#types.get(type)?.fields?.find(({ name }) => name.value === selection.name.value);
      if (!field) return selection;
      const at = [...path, field.name.value];
      const { selectionSet } = selection;
      const below = selectionSet
        ? { selectionSet: this.#renameSet(namedType(field.type), selectionSet, at, needs) }
        : {};
      if (!field.arguments?.length) return { ...selection, ...below };
      // Parsed from a field set, which knows no variables.
      const name = this.#nameOf(type, field.name.value, (selection.arguments ?? []) as readonly ConstArgumentNode[]);
      needs.push({ path: at.join('.'), name });
      return { ...selection, ...below, name: { kind: Kind.NAME, value: name }, arguments: [] };
    });
    return { ...set, selections };
  }

  #nameOf(type: string, field: string, given: readonly ConstArgumentNode[]): string {
    const key = `${field}(${given.map((argument) => print(argument)).sort()})`;
    const name = this.#names.get(key) ?? this.#newName(field);
    this.#names.set(key, name);
    this.byName.set(name, { field, arguments: given });
    for (const { name: of, interfaces } of this.#types.values()) {
      if (of.value !== type && !interfaces?.some((above) => above.name.value === type)) continue;
      const coordinate = `${of.value}.${field}`;
      this.#added.set(coordinate, (this.#added.get(coordinate) ?? new Set()).add(name));
    }
    return name;
  }

  #newName(field: string): string {
    let name = `${field}__required_${this.#names.size + 1}`;
    const isTaken = () =>
      [...this.#types.values()].some(({ fields }) => fields?.some((one) => one.name.value === name));
    while (isTaken()) name = `${name}_`;
    return name;
  }
}
