import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { dutch } from '../../../gateway/audit/questions/dutch-names.ts';
import { categories } from '../../../schema/categories.ts';
import { composeSupergraph } from '../../../schema/compose-supergraph.ts';
import { bases } from '../../../schema/register-form.ts';

test('every category and basis has words of its own', () => {
  const words = [...categories.map(dutch.category), ...bases.map(dutch.basis)];
  expect(new Set(words).size).toBe(categories.length + bases.length);
  for (const name of [...categories, ...bases]) expect(words).not.toContain(name);
});

test('every act of the graph has words of its own', () => {
  const graph = buildSchema(composeSupergraph('schema').supergraphSdl ?? '', { assumeValidSDL: true });
  const acts = Object.keys(graph.getMutationType()?.getFields() ?? {}).map((name) => `Mutation.${name}`);
  expect(acts.length).toBeGreaterThan(20);
  const words = acts.map(dutch.act);
  expect(new Set(words).size).toBe(acts.length);
  expect(words).not.toContain(dutch.act('Mutation.unheardOf'));
});

test('what has no word yet stays as it is, also by a name that objects inherit', () => {
  expect([dutch.category('new'), dutch.role('constructor'), dutch.reason('__proto__')]).toEqual([
    'new',
    'constructor',
    '__proto__',
  ]);
});
