import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { committedRegister, readRegister } from '../../schema/register.ts';
import { registerLines } from '../../schema/register-lines.ts';
import { temporaryFile } from './register-file.ts';

const program = fileURLToPath(new URL('../../schema/show-register.ts', import.meta.url));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** The committed register with some of its text replaced. */
function changed(...replacements: [string, string][]): ReturnType<typeof temporaryFile> {
  const text = readFileSync(committedRegister, 'utf8');
  return temporaryFile(replacements.reduce((result, [from, to]) => result.replace(from, to), text));
}

test('npm run register prints every line: purpose, source, category, basis and article', () => {
  const { status, stdout, stderr } = run();
  expect([status, stderr]).toEqual([0, '']);
  const register = readRegister(committedRegister);
  const rows = stdout.split('\n').filter((row) => / {2}(wettelijke taak|toestemming|vitaal belang) \(/.test(row));
  expect(rows).toHaveLength(registerLines(register).length);
  expect(stdout).toContain(`versie ${register.version}`);
  expect(stdout).toMatch(/ wmo {2,}care {2,}wettelijke taak \(Wgs art\. 8d; .*\), bijzonder \[2\]\n/);
  for (const { id, purpose } of register.activities) expect(stdout).toContain(`${purpose}\n  id                 ${id}`);
});

test('--json prints the register as data', () => {
  const { status, stdout } = run('--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual(readRegister(committedRegister));
});

test('--diff prints what a change opens, closes and puts on another basis', () => {
  using file = changed(
    ['2026-11-22.2', '2026-12-01.1'],
    ['debt-freezes, payment-arrangements, tenancy]', 'debt-freezes, tenancy]'],
    ['categories: [identity, case]', 'categories: [identity, case, household]'],
    [
      'basis: CONSENT\n        article: AVG art. 6 lid 1 onder a en art. 10; UAVG art. 32 onder a',
      'basis: LEGAL_TASK\n        article: Wgs art. 8',
    ],
  );
  const { status, stdout, stderr } = run('--diff', file.path);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('van versie 2026-11-22.2 naar 2026-12-01.1\n');
  expect(stdout).toMatch(/Gaat open \(1\)\n.*early-signal {2}casework {2}household {2}wettelijke taak \(Wgs art\. 3/);
  expect(stdout).toMatch(/Gaat dicht \(1\)\n.*debt-assistance {2}housing {2}payment-arrangements {2}wettelijke taak/);
  expect(stdout).toMatch(
    /Verandert \(5\)\n.*cjib {2}penal .*toestemming \(AVG.* → wettelijke taak \(Wgs art\. 8\); RUIMER/,
  );
  expect(stdout).not.toContain('LET OP');
});

test('--diff --json prints it as data', () => {
  using file = changed(['performers: [professional, team-lead]', 'performers: [professional]']);
  const { status, stdout } = run('--diff', file.path, '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    from: '2026-11-22.2',
    to: '2026-11-22.2',
    versionMissed: true,
    opens: [],
    closes: [{ activity: 'urn:korte-lijnen:activity:debt-assistance', what: 'performer', performer: 'team-lead' }],
    changes: [],
  });
});

test('--diff with the register itself: nothing changes; a changed one wants another version', () => {
  expect(run('--diff', committedRegister).stdout).toContain('Er verandert niets.');
  using file = changed(['partners: false', 'partners: true']);
  expect(run('--diff', file.path).stdout).toContain('LET OP: de versie is nog 2026-11-22.2.');
  expect(run('--file', file.path, '--diff', committedRegister).stdout).toContain('Gaat dicht (1)');
});

test('a register that is wrong: exit code 1, one line a fault, nothing on the standard output', () => {
  using file = changed(['special: true', 'special: false'], ['partners: true', 'partners: ja']);
  for (const args of [
    ['--file', file.path],
    ['--diff', file.path],
  ]) {
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /register\.yaml, regel \d+: activities\[0\]\.partners: verwacht: true of false.*; gevonden: "ja"\n$/,
    );
  }
  expect(run('--diff', '/nowhere.yaml')).toMatchObject({ status: 1, stderr: expect.stringContaining('ENOENT') });
});

test('--help says how it is used; wrong arguments do too, with exit code 2', () => {
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('npm run register'), stderr: '' });
  for (const args of [['--unheard-of'], ['file.yaml'], ['--diff']]) {
    expect(run(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('npm run register') });
  }
});
