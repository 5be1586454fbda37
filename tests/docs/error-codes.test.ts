import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { expect, test } from 'vitest';
import { errorCodes } from '../../gateway/errors.ts';

const root = join(import.meta.dirname, '../..');

/** The rows of the table in the documentation: code and HTTP status. */
function documented(): { code: string; status: number | null }[] {
  const text = readFileSync(join(root, 'docs/error-codes.md'), 'utf8');
  return [...text.matchAll(/^\| `([A-Z_]+)` \| (\d{3}|–) \|/gm)].map(([, code = '', status]) => ({
    code,
    status: status === '–' ? null : Number(status),
  }));
}

/** The codes of error classes (`readonly code = 'X'`) and, in the gateway, of errors that are data (`code: 'X'`). */
function codesInSource(folder: string): string[] {
  const pattern = folder === 'gateway' ? /\bcode(?: =|:) '([A-Z_]+)'/g : /\breadonly code = '([A-Z_]+)'/g;
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(root, folder, file), 'utf8').matchAll(pattern)])
    .map(([, code = '']) => code);
}

test('the documentation has a row for every code, in alphabetical order, with its HTTP status', () => {
  const known = Object.entries(errorCodes).map(([code, status]) => ({ code, status }));
  expect(documented()).toEqual(known.toSorted((a, b) => a.code.localeCompare(b.code)));
});

test.each(['gateway', 'schema', 'subgraphs', 'dev'])(
  'every code that %s/ gives to an error is documented',
  (folder) => {
    const rows = documented().map((row) => row.code);
    expect(codesInSource(folder).filter((code) => !rows.includes(code))).toEqual([]);
  },
);

test('every code that Apollo Server can give is documented', () => {
  expect(documented().map((row) => row.code)).toEqual(expect.arrayContaining(Object.values(ApolloServerErrorCode)));
});
