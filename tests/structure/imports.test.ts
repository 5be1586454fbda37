import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files of ours that the programs below a folder import, as `from -> to`. */
function importsOf(folder: string): { from: string; to: string }[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.flatMap((name) => {
    const from = join(folder, name);
    const text = readFileSync(join(root, from), 'utf8');
    const specifiers = [...text.matchAll(/from '(\.[^']+)'/g)].map(([, specifier = '']) => specifier);
    return specifiers.map((specifier) => ({ from, to: relative('', normalize(join(dirname(from), specifier))) }));
  });
}

const into = (folder: string, to: string) => to.startsWith(`${folder}/`);

test('the gateway takes nothing from the subgraphs but what goes over the wire', () => {
  const taken = importsOf('gateway').filter(({ to }) => into('subgraphs', to) && to !== 'subgraphs/kit/wire.ts');
  expect(taken).toEqual([]);
});

test('the subgraphs take nothing from the gateway', () => {
  expect(importsOf('subgraphs').filter(({ to }) => into('gateway', to))).toEqual([]);
});

test('nothing that runs in production takes from development, tests or benchmarks', () => {
  const production = ['gateway', 'subgraphs', 'schema', 'signed-calls', 'calendar'].flatMap(importsOf);
  expect(production.length).toBeGreaterThan(100);
  expect(production.filter(({ to }) => ['dev', 'tests', 'bench'].some((folder) => into(folder, to)))).toEqual([]);
});

test('no partner role takes from another role', () => {
  const roles = ['casework', 'work-and-income', 'wmo', 'housing', 'insurer', 'cjib'];
  const crossing = roles.flatMap((role) =>
    importsOf(`subgraphs/${role}`).filter(({ to }) =>
      roles.some((other) => other !== role && into(`subgraphs/${other}`, to)),
    ),
  );
  expect(crossing).toEqual([]);
});
