import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { operationMeter, type Size } from './measure-operation.ts';

/** What a document may ask at the most; more is refused before it is planned. */
export interface OperationLimits {
  /** GraphQL tokens in a document. */
  tokens: number;
  /** Selections, fragments opened everywhere. */
  selections: number;
  /** Fields below each other. */
  depth: number;
  /** Fields at the root of a query, fragments opened and aliases counted. */
  rootFields: number;
  /** The same of a mutation: acts are done one after the other, each in its own time. */
  acts: number;
  /** Aliases, fragments opened everywhere: by these one field is asked many times. */
  aliases: number;
  /** Objects that may be brought, were each list of five. */
  cost: number;
}

export const operationLimits: OperationLimits = {
  tokens: 10_000,
  selections: 2_500,
  depth: 25,
  rootFields: 50,
  acts: 10,
  aliases: 500,
  cost: 100_000,
};

/**
 * A rule that refuses what is deeper, broader or dearer than these limits. Then no other rule looks into the document: some take
 * time by the square of its size.
 */
export function limitOperation(limits: OperationLimits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    Document(document) {
      const excess = excessOf(document, limits, context);
      if (excess === null) return undefined;
      const message = `The operation has more than ${excess.limit} ${excess.what}: ask for less at once.`;
      context.reportError(new GraphQLError(message, { extensions: { tooComplex: true } }));
      return { ...document, definitions: [] };
    },
  });
}

interface Excess {
  what: string;
  limit: number;
}

function excessOf(document: DocumentNode, limits: OperationLimits, context: ValidationContext): Excess | null {
  const schema = context.getSchema();
  const measure = operationMeter(schema, (name) => context.getFragment(name));
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      const { operation, selectionSet } = definition;
      const size = measure(selectionSet, schema.getRootType(operation) ?? undefined);
      const roots = operation === OperationTypeNode.MUTATION ? 'acts' : 'rootFields';
      const excess = excessOfSize(size, limits) ?? over(roots, size.fields, limits);
      if (excess) return excess;
    } else if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      // Also one that no operation spreads: the other rules would look into it.
      const size = measure(definition.selectionSet, schema.getType(definition.typeCondition.name.value));
      const excess = excessOfSize(size, limits);
      if (excess) return excess;
    }
  }
  return null;
}

function excessOfSize({ depth, selections, aliases, cost }: Size, limits: OperationLimits): Excess | null {
  return (
    over('depth', depth, limits) ??
    over('selections', selections, limits) ??
    over('aliases', aliases, limits) ??
    over('cost', cost, limits)
  );
}

const inWords: Readonly<Record<keyof OperationLimits, string>> = {
  tokens: 'tokens',
  selections: 'selections',
  depth: 'fields below each other',
  rootFields: 'root fields',
  acts: 'acts',
  aliases: 'aliases',
  cost: 'objects to bring, at five to a list',
};

function over(name: keyof OperationLimits, found: number, limits: OperationLimits): Excess | null {
  return found > limits[name] ? { what: inWords[name], limit: limits[name] } : null;
}
