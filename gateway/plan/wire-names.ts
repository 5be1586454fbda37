import { type DocumentNode, Kind, visit } from 'graphql';
import type { Requirements } from './requirements.ts';

/** A planned document as it goes over the wire: what is required with arguments is asked by its own name, with those arguments. */
export function withWireNames({ byName }: Requirements, planned: DocumentNode): DocumentNode {
  if (byName.size === 0) return planned;
  return visit(planned, {
    Field(node) {
      const required = byName.get(node.name.value);
      if (!required) return undefined;
      const name = { kind: Kind.NAME as const, value: required.field };
      return { ...node, alias: node.alias ?? node.name, name, arguments: required.arguments };
    },
  });
}
