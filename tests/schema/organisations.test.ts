import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Organisation, readOrganisations } from '../../schema/organisations.ts';

const committed = fileURLToPath(new URL('../../schema/organisations.yaml', import.meta.url));

/** Reads this text as a file; the message of an error without the file's directory. */
function read(text: string): Organisation[] | string {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-organisations-'));
  const path = join(directory, 'organisations.yaml');
  writeFileSync(path, text);
  try {
    return readOrganisations(path);
  } catch (error) {
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'CONFIGURATION_INVALID' });
    return error instanceof Error ? error.message.replaceAll(`${directory}/`, '') : '';
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const roles = ['casework', 'work-and-income', 'wmo', 'housing', 'insurer', 'cjib'];

/** A correct file with one organisation a role; the housing corporation's line can be altered. */
function yaml(housing: Record<string, unknown> = {}): string {
  const organisations = roles.map((role, index) => {
    const line = {
      oin: `0000009900000000${index + 1}000`,
      role,
      name: `Org ${role}`,
      url: `http://127.0.0.1:410${index}/`,
    };
    return role === 'housing' ? { ...line, ...housing } : line;
  });
  return JSON.stringify({ organisations });
}

test('the organisations of the development default are read, with defaults filled in', () => {
  const organisations = readOrganisations(committed);
  expect(organisations).toHaveLength(13);
  expect(organisations[0]).toEqual({
    oin: '00000099000000001000',
    role: 'casework',
    name: 'Sociale teams Domstad en Hanzestad',
    url: 'http://127.0.0.1:4101/00000099000000001000/graphql',
    timeoutMs: 8000,
    maxResponseBytes: 4_000_000,
  });
  expect(organisations[1]?.timeoutMs).toBe(2000);
});

test.each([
  [{ oin: '123' }, 'organisations[3].oin: expected 20 digits, found "123"'],
  [{ oin: 99000000004000 }, 'organisations[3].oin: expected 20 digits, in quotes, found 99000000004000 (number)'],
  [{ role: 'bank' }, `organisations[3].role: expected one of ${roles.join(', ')}, found "bank"`],
  [{ name: ' ' }, 'organisations[3].name: expected a name, found " "'],
  [{ name: null }, 'organisations[3].name: expected a name, found null (null)'],
  [{ url: 'ftp://x' }, 'organisations[3].url: expected an http or https URL without user or password, found "ftp://x"'],
  [
    { url: 'https://me:secret@x/' },
    'organisations[3].url: expected an http or https URL without user or password, found "https://…@x/"',
  ],
  [{ url: undefined }, 'organisations[3].url: expected an http or https URL, found nothing'],
  [
    { timeoutMs: 49 },
    'organisations[3].timeoutMs: expected a whole number of milliseconds, 50 to 60000, found 49 (number)',
  ],
  [
    { timeoutMs: 60001 },
    'organisations[3].timeoutMs: expected a whole number of milliseconds, 50 to 60000, found 60001 (number)',
  ],
  [{ timeoutMs: '2s' }, 'organisations[3].timeoutMs: expected a whole number of milliseconds, 50 to 60000, found "2s"'],
  [
    { maxResponseBytes: 1.5 },
    'organisations[3].maxResponseBytes: expected a whole number of bytes, 1000 to 1000000000, found 1.5 (number)',
  ],
  [{ timeoutms: 100 }, 'organisations[3].timeoutms: expected no such key, found 100 (number)'],
  [
    { oin: '00000099000000001000' },
    'organisations[3].oin: expected an OIN of its own, found "00000099000000001000", which organisations[0] has too',
  ],
  [{ role: 'cjib' }, 'organisations: expected at least one organisation with role housing, found none'],
  [
    { role: 'casework' },
    'organisations: expected exactly one organisation with role casework, found 2\norganisations.yaml: organisations: expected at least one organisation with role housing, found none',
  ],
])('a wrong line is named with what was expected and found: %j', (housing, message) => {
  expect(read(yaml(housing))).toBe(`organisations.yaml: ${message}`);
});

test('a correct line is taken as it stands', () => {
  const organisations = read(yaml({ timeoutMs: 50, maxResponseBytes: 1000, url: 'https://housing.invalid/graphql' }));
  expect(organisations).toContainEqual(
    expect.objectContaining({ role: 'housing', timeoutMs: 50, maxResponseBytes: 1000 }),
  );
});

test.each([
  ['', 'expected a mapping with the key organisations, found null (null)'],
  ['- a', 'expected a mapping with the key organisations, found a list of 1'],
  ['organisations: {}', 'organisations: expected a list of organisations, found a mapping'],
  ['organisations: [1]', 'organisations[0]: expected an organisation: oin, role, name, url, found 1 (number)'],
  ['organizations: []', 'organisations: expected a list of organisations, found nothing\n'],
  ['organisations: [\n  {oin: "1"', 'line 2, column 12: expected YAML, found '],
  ['\u0000\u0001', 'expected '],
])('a file of another form: one clear line (%j)', (text, message) => {
  expect(`${read(text)}\n`).toContain(`organisations.yaml: ${message}`);
});

test('every fault has a line', () => {
  const message = read(yaml({ oin: '1', url: 'x', extra: true }));
  expect(String(message).split('\n')).toHaveLength(3);
});

test('a file that does not exist is named', () => {
  expect(() => readOrganisations('/nowhere/organisations.yaml')).toThrow(
    '/nowhere/organisations.yaml: expected a file that can be read, found ENOENT',
  );
});
