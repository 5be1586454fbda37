import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import LongFirst from './tests/support/long-first.ts';

const shared = {
  // Node loads graphql's CommonJS entry; Vite would choose its ES module, and two copies of graphql do not work together.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
};
const settings = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // Programs that tests start compile what they run once.
  env: { NODE_COMPILE_CACHE: join(tmpdir(), 'korte-lijnen-test-compile-cache') },
};

/** What these look at belongs to the process: all that it says, its memory, the time of its processor. */
const ownProcess = [
  'tests/acts/attack/quiet.test.ts',
  'tests/client-view/access-and-edges.test.ts',
  'tests/consent/cost.test.ts',
  'tests/enforcement/quiet-logs.test.ts',
  'tests/identity/identity-provider.test.ts',
  'tests/partners/**/*.test.ts',
  'tests/planning/kept-*.test.ts',
];

export default defineConfig({
  ...shared,
  test: {
    globalSetup: ['tests/support/postgres.ts'],
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    // Most files share two processes: what they import is read, and quick, once. Each makes its own world, and sees no other's.
    projects: [
      { ...shared, test: { ...settings, name: 'own process', include: ownProcess } },
      {
        ...shared,
        test: { ...settings, name: 'shared', include: ['tests/**/*.test.ts'], exclude: ownProcess, isolate: false },
      },
    ],
  },
});
