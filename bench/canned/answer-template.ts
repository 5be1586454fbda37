import { type DocumentNode, type FieldNode, type GraphQLSchema, graphql, Kind, parse, type ValueNode } from 'graphql';
import { idPlaceholder } from './dossiers.ts';

/** The variables of a request. */
export type Variables = Readonly<Record<string, unknown>>;

/** One root field of an answer: the text of one object in it, and whose ids go into that. */
interface CannedField {
  responseName: string;
  /** The text of one object, cut where the id stands. */
  pieces: readonly string[];
  isList: boolean;
  idsOf(variables: Variables): readonly string[];
}

/** An answer to one query text that was worked out once; each call only fills in ids. */
export interface AnswerTemplate {
  fill(variables: Variables): string;
}

/**
 * Works out, by really executing it over the one canned client, what a query is answered with, whatever the ids.
 *
 * @throws for a query that asks what is not canned
 */
export async function answerTemplate(
  schema: GraphQLSchema,
  query: string,
  rootFields: object,
): Promise<AnswerTemplate> {
  const document = parse(query);
  const roots = rootsOf(document);
  const { data, errors } = await graphql({
    schema,
    source: query,
    rootValue: rootFields,
    variableValues: oneOfEach(document),
  });
  if (errors || !data) throw new Error(`not canned: ${errors?.map(({ message }) => message).join('; ')} in ${query}`);
  const fields = roots.map((field) => cannedField(field, data[responseNameOf(field)]));
  return {
    fill: (variables) => `{"data":{${fields.map((field) => fillField(field, variables)).join(',')}}}`,
  };
}

/** One id put in everywhere. */
export function fillPieces(pieces: readonly string[], id: string): string {
  return pieces.join(id);
}

function fillField({ responseName, pieces, isList, idsOf }: CannedField, variables: Variables): string {
  const ids = idsOf(variables);
  const objects = ids.map((id) => fillPieces(pieces, id)).join(',');
  return `"${responseName}":${isList ? `[${objects}]` : objects}`;
}

function cannedField(field: FieldNode, value: unknown): CannedField {
  const isList = Array.isArray(value);
  const text = JSON.stringify(isList ? value[0] : value);
  return {
    responseName: responseNameOf(field),
    pieces: text.split(idPlaceholder),
    isList,
    idsOf: (variables) => idsIn(argumentOf(field, variables)),
  };
}

function argumentOf({ arguments: given = [] }: FieldNode, variables: Variables): unknown {
  const [argument] = given;
  return argument ? givenValue(argument.value, variables) : '';
}

function givenValue(node: ValueNode, variables: Variables): unknown {
  if (node.kind === Kind.VARIABLE) return variables[node.name.value];
  return node.kind === Kind.STRING ? node.value : '';
}

// `client(id:)`, `clients(ids:)` and `_entities(representations:)`.
function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' && 'id' in value ? [String(value.id)] : [];
}

function rootsOf(document: DocumentNode): FieldNode[] {
  return document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? node.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD)
      : [],
  );
}

function responseNameOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

// Variables for the one execution, by their declared types: one id, one representation.
function oneOfEach(document: DocumentNode): Variables {
  const definitions = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? (node.variableDefinitions ?? []) : [],
  );
  return Object.fromEntries(
    definitions.map(({ variable, type }) => {
      const text = JSON.stringify(type);
      if (text.includes('_Any')) return [variable.name.value, [{ __typename: 'Client', id: idPlaceholder }]];
      return [variable.name.value, text.includes('ListType') ? [idPlaceholder] : idPlaceholder];
    }),
  );
}
