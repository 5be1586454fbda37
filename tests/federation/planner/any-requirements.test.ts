import { expect, test } from 'vitest';
import { type Chance, chanceFrom } from '../../support/chance.ts';
import { type Answer, createFederation } from '../../support/federation.ts';
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
    const given = unit === null ? '' : `(unit: ${unit === 2 ? '$two' : unit})`;
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

// What is not planned well is not planned, and a random selection may ask too much.
const refusals = new Set<unknown>(['PLANNING_FAILED', 'OPERATION_TOO_COMPLEX']);

const isRefused = ({ errors = [] }: Answer) => errors.some(({ extensions }) => refusals.has(extensions?.code));

test.each(seeds)('whatever requires whatever, each field is computed of what it requires (%i)', async (seed) => {
  const chance = chanceFrom(seed);
  const graph = requirementGraph(chance, 7);
  await using federation = await createFederation(graph.definitions);
  for (let round = 0; round < 6; round += 1) {
    const asked = selection(chance, graph, 2);
    const two = asked.text.includes('$two') ? ', $two: Int = 2' : '';
    const query = `query ($yes: Boolean! = true${two}) { __typename @skip(if: $yes) thing(id: "1") { ${asked.text} } things { ${asked.text} } }`;
    const answer = await federation.ours({ query });
    if (isRefused(answer)) continue;
    const { data, errors } = answer;
    const whole = { thing: asked.of('1'), things: [asked.of('1'), asked.of('2')] };
    expect({ query, data, errors }).toEqual({ query, data: whole, errors: undefined });

    const down = chance.oneOf(Object.keys(graph.definitions));
    federation.behave(down, 'down');
    expectNamed(query, down, whole, await federation.ours({ query }));
    federation.behave(down, 'well');
  }
});

// Each null has an error at its place or above it, or, where it had to go up, below it; and it names who is down.
function expectNamed(query: string, down: string, whole: unknown, { data, errors = [] }: Answer): void {
  const roles = new Set(errors.map(({ extensions }) => extensions?.role));
  expect({ query, down, roles: [...roles].filter((role) => role !== down) }).toEqual({ query, down, roles: [] });
  const places = new Set(errors.map(({ path = [] }) => path.join('.')));
  for (const path of nullsIn(data, whole)) {
    const isAbove = path.some((_, index) => places.has(path.slice(0, index + 1).join('.')));
    const isNamed = isAbove || [...places].some((place) => place.startsWith(path.join('.')));
    expect({ query, down, null: path.join('.'), isNamed, places }).toMatchObject({ isNamed: true });
  }
}

function nullsIn(value: unknown, whole: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (value === null) return [path];
  if (typeof value !== 'object' || typeof whole !== 'object' || whole === null) return [];
  return Object.entries(value).flatMap(([name, below]) =>
    nullsIn(below, (whole as Record<string, unknown>)[name], [...path, name]),
  );
}
