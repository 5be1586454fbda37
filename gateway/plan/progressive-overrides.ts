import { createHash } from 'node:crypto';
import { type DocumentNode, print, visit } from 'graphql';
import { textGiven } from './supergraph-types.ts';

/** The labels of a supergraph's `@override(label:)`: fields that another subgraph takes over bit by bit. */
export function overrideLabels(supergraph: DocumentNode): ReadonlySet<string> {
  const labels = new Set<string>();
  visit(supergraph, {
    FieldDefinition({ directives = [] }) {
      for (const directive of directives) {
        const label = textGiven(directive, 'overrideLabel');
        if (label !== undefined) labels.add(label);
      }
      return undefined;
    },
  });
  return labels;
}

/**
 * Which fields are asked of the subgraph that takes them over, for one document. Of `percent(n)` so much of all documents: plans
 * are kept, so the same document is planned alike each time, and by every gateway. Another label is one that nobody set here.
 */
export function overridesOf(labels: ReadonlySet<string>, document: DocumentNode): ReadonlyMap<string, boolean> {
  if (labels.size === 0) return new Map();
  const text = print(document);
  return new Map([...labels].map((label) => [label, shareOf(label, text) < percentageOf(label)]));
}

function percentageOf(label: string): number {
  const [, percentage] = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/.exec(label) ?? [];
  return Number(percentage ?? 0);
}

// Where a document stands among all, from 0 up to 100.
function shareOf(label: string, text: string): number {
  return (createHash('sha256').update(label).update(text).digest().readUInt32BE() / 2 ** 32) * 100;
}
