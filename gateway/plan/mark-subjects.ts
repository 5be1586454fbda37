import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { actMarks, namingField, type SubjectRules, subjectMark } from './subject-rules.ts';

/**
 * Adds to every selection on a data subject which client it is: what cannot be told cannot be allowed. For the log, whatever the
 * caller asks: to that on what names a client, which one; and to that on an act's payload, whom the act was about and whether
 * it was refused.
 */
export function markSubjects(schema: GraphQLSchema, document: DocumentNode, rules: SubjectRules): DocumentNode {
  const subjectType = schema.getType(rules.type);
  if (!isObjectType(subjectType)) return document;
  const mark = field(subjectMark, rules.field);
  const naming = field(subjectMark, namingField);
  const onSubject: SelectionNode = {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: rules.type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [mark] },
  };
  const isAct = document.definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.MUTATION,
  );
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet(node) {
        const type = types.getParentType();
        if (type === subjectType) return { ...node, selections: [...node.selections, mark] };
        if (isObjectType(type) && type.getFields()[namingField])
          return { ...node, selections: [...node.selections, naming] };
        const marks = isAct && isObjectType(type) ? marksOfPayload(type, subjectType, mark) : [];
        if (marks.length > 0) return { ...node, selections: [...node.selections, ...marks] };
        if (!isCompositeType(type) || !isAbstractType(type) || !schema.isSubType(type, subjectType)) return undefined;
        return { ...node, selections: [...node.selections, onSubject] };
      },
    }),
  );
}

// A payload says in `userErrors` that an act was refused, shows the client that it was about, and names whom it asked in `oin`.
function marksOfPayload(type: GraphQLObjectType, subjectType: GraphQLObjectType, mark: SelectionNode): SelectionNode[] {
  const fields = Object.values(type.getFields());
  const errors = fields.find(({ name }) => name === 'userErrors');
  if (!errors) return [];
  const subject = fields.find((field) => field.type === subjectType);
  return [
    field(actMarks.refused, errors.name, field(undefined, '__typename')),
    ...(subject ? [field(actMarks.subject, subject.name, mark)] : []),
    ...(type.getFields().oin ? [field(actMarks.asked, 'oin')] : []),
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
