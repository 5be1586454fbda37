import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { ConfigurationError, type ConfigurationFault } from './configuration-error.ts';

/** Longest value that is repeated in a fault, in characters. */
const longestFound = 80;

/**
 * Reads a YAML file and checks its form. A schema's `error` texts say what was expected: `20 digits, in quotes`.
 *
 * @throws {ConfigurationError} when it cannot be read, is not YAML, or has another form
 */
export function readConfiguration<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  const content = parseYaml(file, readText(file));
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  throw new ConfigurationError(result.error.issues.flatMap((issue) => faultsOf(file, content, issue)));
}

/** `organisations[2].oin` */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
    throw new ConfigurationError([{ file, path: '', expected: 'a file that can be read', found: reason }]);
  }
}

function parseYaml(file: string, text: string): unknown {
  const document = parseDocument(text);
  const faults = document.errors.map((error): ConfigurationFault => {
    const at = error.linePos?.[0];
    const path = at ? `line ${at.line}, column ${at.col}` : '';
    return { file, path, expected: 'YAML', found: firstLine(error.message) };
  });
  if (faults.length > 0) throw new ConfigurationError(faults.slice(0, 1));
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    const found = firstLine(error instanceof Error ? error.message : String(error));
    throw new ConfigurationError([{ file, path: '', expected: 'YAML without aliases', found }]);
  }
}

function faultsOf(file: string, content: unknown, issue: z.core.$ZodIssue): ConfigurationFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      path: pathText([...issue.path, key]),
      expected: 'no such key',
      found: described(valueAt(content, [...issue.path, key])),
    }));
  }
  return [
    { file, path: pathText(issue.path), expected: issue.message, found: described(valueAt(content, issue.path)) },
  ];
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([name]) => name === String(key))?.[1];
  }, content);
}

function described(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a mapping';
  const text = JSON.stringify(value).replace(/:\/\/[^/@]*@/, '://…@');
  const short = text.length > longestFound ? `${text.slice(0, longestFound)}…` : text;
  return typeof value === 'string' ? short : `${short} (${value === null ? 'null' : typeof value})`;
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/:$/, '') ?? message;
}
