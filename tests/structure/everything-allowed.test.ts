import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every file of ours that a program can come to load: by `import`, `export … from` or `import()`, to the end. */
function loadedBy(program: string): string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    if (!existsSync(file) || !file.endsWith('.ts')) return;
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
      /(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g,
    )) {
      visit(resolve(file, '..', specifier));
    }
  };
  visit(join(root, program));
  return [...found].map((file) => relative(root, file));
}

test.each(['gateway/main.ts', 'dev/start.ts'])(
  '%s cannot come to what serves any supergraph to everyone',
  (program) => {
    const loaded = loadedBy(program);
    expect(loaded.length).toBeGreaterThan(20);
    expect(loaded.filter((file) => file.startsWith('tests/'))).toEqual([]);
  },
);

test('the program that serves any supergraph is found to reach the gateway', () => {
  expect(loadedBy('tests/support/serve-supergraph.ts')).toContain('gateway/federation-gateway.ts');
});

test('the product makes one gateway, which decides and records', () => {
  const files = readdirSync(join(root, 'gateway'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const making = files.filter((name) =>
    readFileSync(join(root, 'gateway', name), 'utf8').includes('createFederationGateway('),
  );
  expect(making.sort()).toEqual(['federation-gateway.ts', 'gateway.ts']);
  const composed = readFileSync(join(root, 'gateway/gateway.ts'), 'utf8');
  expect(composed).toMatch(/\baccess: \(context\) => new RegisterAccess\(/);
  expect(composed).toMatch(/\baudit: \{ \.\.\.audit,/);
});
