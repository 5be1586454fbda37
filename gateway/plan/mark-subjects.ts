import {
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type SubjectRules, subjectMark } from './subject-rules.ts';

/** Adds to every selection on a data subject which client it is: what cannot be told cannot be allowed. */
export function markSubjects(schema: GraphQLSchema, document: DocumentNode, rules: SubjectRules): DocumentNode {
  const subjectType = schema.getType(rules.type);
  if (!isObjectType(subjectType)) return document;
  const mark: SelectionNode = {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: subjectMark },
    name: { kind: Kind.NAME, value: rules.field },
  };
  const onSubject: SelectionNode = {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: rules.type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [mark] },
  };
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet(node) {
        const type = types.getParentType();
        if (type === subjectType) return { ...node, selections: [...node.selections, mark] };
        if (!isCompositeType(type) || !isAbstractType(type) || !schema.isSubType(type, subjectType)) return undefined;
        return { ...node, selections: [...node.selections, onSubject] };
      },
    }),
  );
}
