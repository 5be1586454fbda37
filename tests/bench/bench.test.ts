import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createDatabase } from '../support/database.ts';

const program = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));
const run = (args: string[], env = {}) =>
  promisify(execFile)(process.execPath, [program, ...args], { env: { ...process.env, ...env } });

test('the bench asks every gateway for the same client view, and leaves its figures as JSON and a drawing', async () => {
  await using database = await createDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-bench-test-'));
  try {
    const json = join(directory, 'figures.json');
    const { stdout, stderr } = await run(['--quick', '--only', 'core', '--requests', '4', '--json', json], {
      BENCH_DATABASE_URL: database.url,
    });
    expect(stderr).toContain('all answer the same');
    const { core } = JSON.parse(readFileSync(json, 'utf8'));
    const measured = core.figures.map(({ gateway }: { gateway: string }) => gateway);
    expect(new Set(measured)).toEqual(new Set(['hand-written', 'stock', 'ours-plain', 'ours-full']));
    expect(stdout).toContain('Targets');
    expect(readFileSync(join(directory, 'figures.svg'), 'utf8')).toContain('ours-full');
  } finally {
    rmSync(directory, { recursive: true });
  }
}, 60_000);

test('a wrong command line ends with 2, and says what was expected', async () => {
  await expect(run(['--rounds', 'many'])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--rounds'),
  });
});
