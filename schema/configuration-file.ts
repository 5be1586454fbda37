import { readFileSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ConfigurationError, type ConfigurationFault } from './configuration-error.ts';
import { english, type FaultWording } from './fault-wording.ts';

/** Longest value that is repeated in a fault, in characters. */
const longestFound = 80;

/** Something wrong at a place of a file that has the right form. */
export interface ContentFault {
  path: readonly PropertyKey[];
  expected: string;
  /** Default: the value that stands at the path. */
  found?: string;
}

/** How a configuration file is read. */
export interface ReadOptions<Content> {
  /** The language of faults; English by default. */
  wording?: FaultWording;
  /** Finds what a schema cannot say; called when the form is right. */
  check?: (content: Content) => readonly ContentFault[];
}

/**
 * Reads a YAML file and checks its form. A schema's `error` texts say what was expected: `20 digits, in quotes`.
 *
 * @throws {ConfigurationError} when it cannot be read, is not YAML, has another form, or does not pass the check
 */
export function readConfiguration<T extends z.ZodType>(
  file: string,
  schema: T,
  { wording = english, check = () => [] }: ReadOptions<z.output<T>> = {},
): z.output<T> {
  const yaml = parseYaml(file, readText(file, wording), wording);
  const result = schema.safeParse(yaml.content);
  const faults = result.success
    ? check(result.data)
    : result.error.issues.flatMap((issue) => contentFaults(issue, wording));
  if (result.success && faults.length === 0) return result.data;
  throw new ConfigurationError(
    faults.map(({ path, expected, found }) => ({
      file,
      path: pathText(path),
      line: yaml.lineOf(path),
      expected,
      found: found ?? described(valueAt(yaml.content, path), wording),
    })),
    wording,
  );
}

/** `organisations[2].oin` */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function readText(file: string, wording: FaultWording): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const found = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
    throw new ConfigurationError([{ file, path: '', expected: wording.readableFile, found }], wording);
  }
}

interface ParsedYaml {
  content: unknown;
  /** The line of a value, or of the nearest value around it that is there. */
  lineOf(path: readonly PropertyKey[]): number;
}

function parseYaml(file: string, text: string, wording: FaultWording): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const faults = document.errors.map((error): ConfigurationFault => {
    const at = error.linePos?.[0];
    const path = at ? `line ${at.line}, column ${at.col}` : '';
    return { file, path, expected: wording.yaml, found: firstLine(error.message) };
  });
  if (faults.length > 0) throw new ConfigurationError(faults.slice(0, 1), wording);
  try {
    const content: unknown = document.toJS({ maxAliasCount: 0 });
    return { content, lineOf: (path) => lines.linePos(offsetOf(document, path)).line };
  } catch (error) {
    const found = firstLine(error instanceof Error ? error.message : String(error));
    throw new ConfigurationError([{ file, path: '', expected: wording.yamlWithoutAliases, found }], wording);
  }
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isNode(node) && node.range) return node.range[0];
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
}

function contentFaults(issue: z.core.$ZodIssue, wording: FaultWording): ContentFault[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, expected: issue.message }];
  return issue.keys.map((key) => ({ path: [...issue.path, key], expected: wording.noSuchKey }));
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([name]) => name === String(key))?.[1];
  }, content);
}

function described(value: unknown, wording: FaultWording): string {
  if (value === undefined) return wording.nothing;
  if (Array.isArray(value)) return wording.list(value.length);
  if (typeof value === 'object' && value !== null) return wording.mapping;
  const text = JSON.stringify(value).replace(/:\/\/[^/@]*@/, '://…@');
  const short = text.length > longestFound ? `${text.slice(0, longestFound)}…` : text;
  return typeof value === 'string' ? short : `${short} (${value === null ? 'null' : typeof value})`;
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/:$/, '') ?? message;
}
