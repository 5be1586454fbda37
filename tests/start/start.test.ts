import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { isRunning, memoryOf, processOf, processorTimeOf, processTree } from './processes.ts';
import {
  askAsInvited,
  findPlace,
  type Place,
  recordedConnections,
  run,
  type Started,
  start,
  until,
  untilReady,
} from './started-set.ts';

// A start takes seconds, and more while other tests run beside it.
vi.setConfig({ testTimeout: 120_000 });

const case5 = {
  data: {
    client: {
      name: { full: 'Natasja de Wit' },
      housing: [{}, {}],
      overview: { totals: { outstandingCents: expect.any(Number) } },
    },
  },
};

function total(pids: readonly number[], measure: (pid: number) => number): number {
  return pids.reduce((sum, pid) => sum + measure(pid), 0);
}

test('a start answers what it invites to ask, and connects to nothing that is not configured', async () => {
  using place = await findPlace();
  const recorded = join(place.directory, 'connections');
  const preload = fileURLToPath(new URL('./record-connections.ts', import.meta.url));
  await using set = start(place, { NODE_OPTIONS: `--import=${preload}`, RECORD_CONNECTIONS: recorded });
  await untilReady(set);
  expect(await askAsInvited(set)).toMatchObject(case5);

  const pids = processTree(set.process.pid ?? 0);
  set.process.kill('SIGINT');
  expect(await set.ended).toBe(0);
  expect(pids.filter(isRunning)).toEqual([]);

  const configured = [
    ...[...readFileSync(place.organisationsFile, 'utf8').matchAll(/127\.0\.0\.1:\d+/g)].map(String),
    ...[...set.stdout().matchAll(/127\.0\.0\.1:\d+/g)].map(String),
  ];
  const connected = recordedConnections(recorded);
  expect(connected).toContain(/127\.0\.0\.1:\d+/.exec(readFileSync(place.organisationsFile, 'utf8'))?.[0]);
  expect(connected.filter((address) => !configured.includes(address))).toEqual([]);
});

/** Two starts at once at the same place; the one that comes up. */
async function expectOneOfTwo(place: Place, first: Started, second: Started): Promise<Started> {
  const [loser, winner] = await Promise.race([
    first.ended.then(() => [first, second] as const),
    second.ended.then(() => [second, first] as const),
  ]);
  expect(await loser.ended).toBe(1);
  expect(loser.stdout()).toBe('');
  expect(loser.stderr()).toBe(`✗ ${place.dataDir} is in use by another start that still runs [DIRECTORY_IN_USE]\n`);
  await untilReady(winner);
  expect(await askAsInvited(winner)).toMatchObject(case5);
  await using third = start({ ...place, dataDir: join(place.directory, 'other') });
  expect(await third.ended).toBe(1);
  expect(third.stderr()).toMatch(
    /^✗ port \d+, which the subgraph of casework needs, is in use by another program \[PORT_TAKEN\]\n$/,
  );
  expect(await askAsInvited(winner)).toMatchObject(case5);
  return winner;
}

test('a second start at the same place says in one line what is taken, and does not disturb the first; after kill -9 nothing is left and the next start works at once, within its bounds; when a part dies, all ends', {
  timeout: 240_000,
}, async () => {
  using place = await findPlace();
  await using first = start(place);
  await using second = start(place);
  const killed = await expectOneOfTwo(place, first, second);
  const pids = processTree(killed.process.pid ?? 0);
  expect(pids.length).toBeGreaterThan(8);
  killed.process.kill('SIGKILL');
  await killed.ended;

  await using next = start(place);
  await untilReady(next);
  expect(pids.filter(isRunning)).toEqual([]);
  const nextPids = processTree(next.process.pid ?? 0);
  // Processor time, because the clock depends on what else this machine does: two cores do this in half of it.
  expect(total(nextPids, processorTimeOf), 'seconds').toBeLessThan(20);
  expect(memoryOf(processOf(nextPids, 'gateway/main.ts')), 'the gateway alone').toBeLessThan(250e6);
  expect(total(nextPids, memoryOf), 'the whole set').toBeLessThan(1200e6);
  expect(await askAsInvited(next)).toMatchObject(case5);

  process.kill(processOf(nextPids, 'subgraphs/housing/main.ts'), 'SIGKILL');
  expect(await next.ended).toBe(1);
  expect(next.stderr()).toBe('✗ housing ended (SIGKILL); everything else is ended too\n');
  await until(() => !nextPids.some(isRunning));
});

test('a start that is ended before it is ready leaves nothing behind', async () => {
  using place = await findPlace();
  await using set = start(place);
  await until(() => set.stdout().includes('✓ casebook'));
  const pids = processTree(set.process.pid ?? 0);
  set.process.kill('SIGTERM');
  await set.ended;
  await until(() => !pids.some(isRunning));
});

test.each([
  [
    'no YAML',
    'organisations: [',
    /^✗ \S+organisations\.yaml: line 1, column 1\d: expected YAML, found .* \[CONFIGURATION_INVALID\]\n$/,
  ],
  [
    'another form',
    'organisations: 3',
    /^✗ \S+organisations\.yaml: organisations: expected a list of organisations, found 3 \(number\) \[CONFIGURATION_INVALID\]\n$/,
  ],
  [
    'nothing at all',
    '',
    /^✗ \S+organisations\.yaml: expected a mapping with the key organisations, found null \(null\) \[CONFIGURATION_INVALID\]\n$/,
  ],
])('a corrupt organisations file (%s): one clear line before anything is started', async (_, text, line) => {
  using place = await findPlace();
  writeFileSync(place.organisationsFile, text);
  await using set = start(place);
  expect(await set.ended).toBe(1);
  expect(set.stdout()).toBe('');
  expect(set.stderr()).toMatch(line);
  expect(existsSync(place.dataDir)).toBe(false);
});

test('a taken port is named with what needs it, and nothing is started', async () => {
  using place = await findPlace();
  const other = createServer().listen(place.gatewayPort, '127.0.0.1');
  await once(other, 'listening');
  await using set = start(place);
  expect(await set.ended).toBe(1);
  expect(set.stdout()).toBe('');
  expect(set.stderr()).toBe(
    `✗ port ${place.gatewayPort}, which the gateway needs, is in use by another program [PORT_TAKEN]\n`,
  );
  other.close();
});

test('wrong arguments and a wrong environment are named', async () => {
  await using wrong = run('start', ['--wat']);
  expect(await wrong.ended).toBe(2);
  expect(wrong.stderr()).toMatch(/^start: Unknown option '--wat'/);
  await using port = run('start', [], { PORT: 'x', DATABASE_URL: 'http://x' });
  expect(await port.ended).toBe(1);
  expect(port.stderr()).toBe(
    '✗ PORT: expected a port, 1 to 65535; DATABASE_URL: expected a postgres:// URL [CONFIGURATION_INVALID]\n',
  );
  await using help = run('start', ['--help']);
  expect(await help.ended).toBe(0);
  expect(help.stdout()).toContain('npm start');
});
