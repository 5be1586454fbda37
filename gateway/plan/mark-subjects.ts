import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { namingField, sourceField } from '../../schema/naming-fields.ts';
import { actMarks, type SubjectRules, sourceMark, subjectMark } from './subject-rules.ts';

/**
 * Adds to every selection on a data subject which client it is, and to every selection on what names a client which one and whose
 * data it is: what cannot be told cannot be allowed. For the log, whatever the caller asks, to that on an act's payload whom the
 * act was about, whether it was refused and whom it asked.
 */
export function markSubjects(schema: GraphQLSchema, document: DocumentNode, rules: SubjectRules): DocumentNode {
  const subjectType = schema.getType(rules.type);
  if (!isObjectType(subjectType)) return document;
  const isAct = document.definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.MUTATION,
  );
  const types = new TypeInfo(schema);
  const marksOf = (type: GraphQLObjectType) => marksOn(type, subjectType, field(subjectMark, rules.field), isAct);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet(node) {
        const type = types.getParentType();
        const marks = isObjectType(type)
          ? marksOf(type)
          : isAbstractType(type)
            ? schema.getPossibleTypes(type).flatMap((member) => onType(member, marksOf(member)))
            : [];
        return marks.length > 0 ? { ...node, selections: [...node.selections, ...marks] } : undefined;
      },
    }),
  );
}

function marksOn(
  type: GraphQLObjectType,
  subjectType: GraphQLObjectType,
  mark: SelectionNode,
  isAct: boolean,
): SelectionNode[] {
  if (type === subjectType) return [mark];
  const fields = type.getFields();
  if (isAct && fields.userErrors) return marksOfPayload(type, subjectType, mark);
  if (!fields[namingField]) return [];
  return [field(subjectMark, namingField), ...(fields[sourceField] ? [field(sourceMark, sourceField)] : [])];
}

// A payload says in `userErrors` that an act was refused, names the client that it was about in `clientId` or else shows it, and
// names whom it asked in `oin` or `oins`.
function marksOfPayload(type: GraphQLObjectType, subjectType: GraphQLObjectType, mark: SelectionNode): SelectionNode[] {
  const fields = type.getFields();
  const subject = Object.values(fields).find((each) => each.type === subjectType);
  const shown = subject && field(actMarks.subject, subject.name, mark);
  const named = fields[namingField] ? field(actMarks.subject, namingField) : shown;
  const asked = fields.oins ?? fields.oin;
  return [
    field(actMarks.refused, 'userErrors', field(undefined, '__typename')),
    ...(named ? [named] : []),
    ...(asked ? [field(actMarks.asked, asked.name)] : []),
  ];
}

function onType({ name }: GraphQLObjectType, selections: SelectionNode[]): SelectionNode[] {
  if (selections.length === 0) return [];
  return [
    {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    },
  ];
}

function field(alias: string | undefined, name: string, below?: SelectionNode): FieldNode {
  return {
    kind: Kind.FIELD,
    ...(alias === undefined ? {} : { alias: { kind: Kind.NAME, value: alias } }),
    name: { kind: Kind.NAME, value: name },
    ...(below ? { selectionSet: { kind: Kind.SELECTION_SET, selections: [below] } } : {}),
  };
}
