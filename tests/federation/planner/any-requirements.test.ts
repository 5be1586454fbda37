import { expect, test } from 'vitest';
import { type Chance, chanceFrom } from '../../support/chance.ts';
import { createFederation } from '../../support/federation.ts';
import { sized } from '../../support/soak.ts';
import { type RequirementGraph, requirementGraph } from './requirement-graph.ts';

// A selection, and what it comes to for the thing of an id.
interface Asked {
  text: string;
  of(id: string): Record<string, unknown>;
}

function selection(chance: Chance, graph: RequirementGraph, depth: number): Asked {
  const parts = Array.from({ length: 1 + chance.below(4) }, (): Asked => {
    const field = chance.oneOf(graph.fields);
    const unit = field.takesUnit && chance.below(2) === 0 ? chance.below(3) : null;
    const isAliased = unit !== null || chance.below(3) === 0;
    if (field.isLink && depth === 0) return { text: 'id', of: (id) => ({ id }) };
    const below = field.isLink ? selection(chance, graph, depth - 1) : null;
    const name = isAliased ? `a${chance.below(1_000_000)}` : field.name;
    const condition = chance.oneOf(['', '', '', '@include(if: $yes)', '@skip(if: $yes)']);
    // One name stands for one field, so what is skipped here may still be asked beside it, and below it.
    const isIn = condition !== '@skip(if: $yes)';
    const given = unit === null ? '' : `(unit: ${unit})`;
    return {
      text: `${isAliased ? `${name}: ` : ''}${field.name}${given} ${condition} ${below ? `{ ${below.text} }` : ''}`,
      of: (id) => {
        if (!isIn) return {};
        const value = graph.valueOf(field, id, unit);
        return { [name]: below ? below.of(value) : value };
      },
    };
  });
  return {
    text: parts.map(({ text }) => text).join(' '),
    of: (id) => parts.reduce((all, part) => merge(all, part.of(id)), {}),
  };
}

function merge(one: Record<string, unknown>, other: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const known = merged[name];
    const isObject = typeof known === 'object' && typeof value === 'object';
    merged[name] = isObject ? merge(known as Record<string, unknown>, value as Record<string, unknown>) : value;
  }
  return merged;
}

const seeds = Array.from({ length: sized(2, 60) }, (_, index) => index + 5);

test.each(seeds)('whatever requires whatever, each field is computed of what it requires (%i)', async (seed) => {
  const chance = chanceFrom(seed);
  const graph = requirementGraph(chance, 7);
  await using federation = await createFederation(graph.definitions);
  for (let round = 0; round < 6; round += 1) {
    const asked = selection(chance, graph, 2);
    const query = `query ($yes: Boolean! = true) { __typename @skip(if: $yes) thing(id: "1") { ${asked.text} } things { ${asked.text} } }`;
    const { data, errors } = await federation.ours({ query });
    expect({ query, errors }).toEqual({ query, errors: undefined });
    expect({ query, data }).toEqual({ query, data: { thing: asked.of('1'), things: [asked.of('1'), asked.of('2')] } });
  }
});
