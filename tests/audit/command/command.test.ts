import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { generateCallKeys } from '../../../signed-calls/call-keys.ts';
import { createLongLog, month } from '../retain/retain-world.ts';
import { type CommandWorld, createCommandWorld, run, spawnCommand } from './command-world.ts';

let world: CommandWorld;
beforeAll(async () => {
  world = await createCommandWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('arguments and configuration', () => {
  test('--help says how it is used, of all and of each command', async () => {
    for (const args of [['--help'], ['-h'], ['help']]) {
      const { status, stdout, stderr } = await run(args);
      expect([status, stderr]).toEqual([0, '']);
      for (const name of ['verify', 'export', 'retain', 'migrate']) expect(stdout).toContain(`\n  ${name} `);
    }
    for (const name of ['verify', 'export', 'retain', 'migrate']) {
      const { status, stdout } = await run([name, '--help']);
      expect([status, stdout.startsWith(`npm run audit -- ${name}`)]).toEqual([0, true]);
    }
  });

  test.each([
    [[]],
    [['unheard-of']],
    [['verify', '--unheard-of']],
    [['verify', 'file']],
    [['verify', '--from', 'yesterday']],
    [['verify', '--from', '2026-02-30']],
    [['verify', '--from', '2026-03-01', '--to', '2026-03-01']],
    [['export']],
    [['export', '--format', 'xml']],
    [['retain', '--term', '0']],
    [['retain', '--term', '6 months']],
    [['migrate', 'now']],
  ])('%j: exit code 2, and how it is used, on the standard error', async (args) => {
    const { status, stdout, stderr } = await world.run(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('npm run audit -- ');
  });

  test('a variable that is missing or wrong: exit code 2, its name, never its value', async () => {
    for (const command of [['verify'], ['retain'], ['export', '--format', 'csv']]) {
      const missing = await run(command);
      expect([missing.status, missing.stdout]).toEqual([2, '']);
      for (const name of ['DATABASE_URL', 'AUDIT_KEY_FILE']) expect(missing.stderr).toContain(name);
      const wrong = await world.run(command, { DATABASE_URL: 'mysql://me:secret@host' });
      expect([wrong.status, wrong.stderr.includes('DATABASE_URL'), wrong.stderr.includes('secret')]).toEqual([
        2,
        true,
        false,
      ]);
    }
  });

  test('a key file or checkpoint file that is none: exit code 2', async () => {
    writeFileSync(world.path('none.json'), '{"keys":[{"kty":"EC","crv":"P-256","x":"secret"}]}');
    for (const changes of [
      { AUDIT_KEY_FILE: '/nowhere.json' },
      { AUDIT_KEY_FILE: world.path('none.json') },
      { AUDIT_CHECKPOINT_FILE: '/nowhere.jsonl' },
    ]) {
      const { status, stderr } = await world.run(['verify'], changes);
      expect([status, stderr.includes('CONFIGURATION_INVALID'), stderr.includes('secret')]).toEqual([2, true, false]);
    }
  });

  test('the database does not answer, or refuses: exit code 1, and nothing of its address', async () => {
    for (const url of ['postgres://me:secret@127.0.0.1:1/none', `${world.log.url}_none`]) {
      const { status, stderr } = await world.run(['verify'], { DATABASE_URL: url });
      expect([status, stderr.includes('AUDIT_UNAVAILABLE'), stderr.includes('secret')]).toEqual([1, true, false]);
    }
  });
});

describe('verify', () => {
  afterEach(() => world.log.restore());

  test('a sound log: exit code 0, figures on the standard output, progress on the standard error', async () => {
    const { status, stdout, stderr } = await world.run(['verify']);
    expect(status).toBe(0);
    expect(stdout).toContain('✓ the log is as it was written\n  200 records in 2 chains');
    expect(stderr).toContain('100 %  200 of 200 records');
    expect(await world.run(['verify', '--quiet'])).toMatchObject({ status: 0, stderr: '' });
  });

  test('an altered log: exit code 1, the record, what happened to it and what to think of it, nothing that it says', async () => {
    const { writer } = world.log;
    await world.log.tamper(
      `update audit.records set content = content || '{"note": "hush"}' where seq = 9 and writer = $1`,
      [writer],
    );
    const { status, stdout } = await world.run(['verify', '--quiet']);
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`^✗ altered: record 9 of chain ${writer}, recorded 20[-0-9T:.]+Z: its content`));
    expect(stdout).toContain('rights on the database');
    expect(stdout).not.toContain('hush');
  });

  test('--json: all of it as data, with the same exit codes', async () => {
    const sound = await world.run(['verify', '--json', '--quiet']);
    expect([sound.status, JSON.parse(sound.stdout)]).toMatchObject([0, { isSound: true, records: 200, findings: [] }]);
    await world.log.tamper('delete from audit.records where seq = 9');
    const broken = await world.run(['verify', '--json', '--quiet']);
    expect([broken.status, JSON.parse(broken.stdout)]).toMatchObject([
      1,
      {
        isSound: false,
        findings: [
          { kind: 'missing', seq: 9 },
          { kind: 'missing', seq: 9 },
        ],
        findingCount: 2,
      },
    ]);
  });

  test('--from and --to: only that period', async () => {
    const { from, until } = world.log.written;
    const middle = new Date((from + until) / 2).toISOString();
    const [one, other] = [
      await world.run(['verify', '--json', '--to', middle]),
      await world.run(['verify', '--json', '--from', middle]),
    ].map(({ stdout }) => JSON.parse(stdout));
    expect(one.records + other.records).toBe(200);
    expect([one.isSound, other.isSound, one.records > 50]).toEqual([true, true, true]);
  });

  test('with public keys alone, those used before too; several checkpoint files', async () => {
    const keys = [...generateCallKeys().published().keys, ...world.log.settings.keys.published().keys];
    writeFileSync(world.path('public.json'), JSON.stringify({ keys }));
    const { checkpointFile } = world.log.settings;
    const args = ['verify', '--checkpoints', checkpointFile, '--checkpoints', world.path('empty.jsonl')];
    writeFileSync(world.path('empty.jsonl'), '');
    const changes = { AUDIT_KEY_FILE: world.path('public.json'), AUDIT_CHECKPOINT_FILE: undefined };
    expect(await world.run(args, changes)).toMatchObject({ status: 0 });
  });
});

test('migrate brings the tables up to date, again and again', async () => {
  expect(await world.run(['migrate'])).toMatchObject({ status: 0, stderr: '' });
  expect(await world.run(['migrate'])).toMatchObject({ status: 0, stderr: '' });
});

test('export writes to a file of the owner alone, and stands in the log; the log verifies', async () => {
  const { status, stderr } = await world.run(['export', '--format', 'ldv', '--output', world.path('log.jsonl')]);
  expect([status, stderr]).toEqual([0, expect.stringContaining('✓')]);
  expect(statSync(world.path('log.jsonl')).mode & 0o777).toBe(0o600);
  const lines = readFileSync(world.path('log.jsonl'), 'utf8').trimEnd().split('\n');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ trace_id: expect.any(String) });
  const again = await world.run(['export', '--format', 'csv', '--output', world.path('log.jsonl')]);
  expect([again.status, again.stderr.includes('EEXIST')]).toEqual([2, true]);
  const { rows } = await world.log.tamper(
    `select content ->> 'name' as name, content -> 'actor' as actor from audit.records where content ->> 'kind' = 'export'
     and content ->> 'name' like 'audit %'`,
  );
  expect(rows).toEqual([
    {
      name: 'audit export ldv',
      actor: { organisation: '00000099000000001000', role: 'operator', subject: 'beheer', team: null },
    },
  ]);
  expect(await world.run(['verify', '--quiet'])).toMatchObject({ status: 0 });
});

test('export to the standard output: nothing but the export there', async () => {
  const { status, stdout, stderr } = await world.run(['export', '--format', 'adl', '--json']);
  expect(status).toBe(0);
  const { lines } = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '');
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toHaveLength(lines);
});

test('retain: what would go, then it goes, and the operator stands in the log', async () => {
  await using world = await createCommandWorld(await createLongLog());
  const dry = await world.run(['retain', '--dry-run', '--json', '--term', '1']);
  expect([dry.status, JSON.parse(dry.stdout)]).toMatchObject([
    0,
    { dropped: [{ month: month(-4) }, {}, {}], dryRun: true },
  ]);
  expect(await world.run(['retain'])).toMatchObject({ status: 0, stdout: '✓ nothing is past its term\n' });
  const { status, stdout } = await world.run(['retain', '--quiet'], { AUDIT_RETENTION_MONTHS: '2' });
  expect([status, stdout]).toEqual([
    0,
    expect.stringMatching(`^✓ dropped, .*2 chains.*\n  ${month(-4)}  .*\n  ${month(-3)}  `),
  ]);
  const { rows } = await world.log.tamper(
    `select content -> 'actor' ->> 'subject' as who from audit.records where content ->> 'kind' = 'retention'`,
  );
  expect(rows).toEqual([{ who: 'beheer' }]);
  expect(await world.run(['verify', '--quiet'])).toMatchObject({ status: 0 });
});

test('retain of what was altered: exit code 1, its code, nothing dropped', async () => {
  await using world = await createCommandWorld(await createLongLog());
  await world.log.tamper('delete from audit.records where seq = 5');
  const { status, stderr } = await world.run(['retain', '--term', '1', '--quiet']);
  expect([status, stderr]).toEqual([1, expect.stringContaining('[AUDIT_LOG_ALTERED]')]);
});

test('the program itself: exit codes as said, on a real command line', async () => {
  expect(await spawnCommand(['verify', '--quiet'], world.variables)).toMatchObject({ status: 0, stderr: '' });
  expect(await spawnCommand(['verify', '--unheard-of'], world.variables)).toMatchObject({ status: 2, stdout: '' });
  await world.log.tamper('delete from audit.records where seq = 9');
  expect(await spawnCommand(['verify'], world.variables)).toMatchObject({ status: 1 });
});

test('on a terminal progress is a bar, gone when the outcome is printed', async () => {
  const { stderr } = await run(['verify'], world.variables, { isTerminal: true });
  expect(stderr).toContain('█');
  expect(stderr.endsWith('\r\u001b[K')).toBe(true);
});
