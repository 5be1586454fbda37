import { readFileSync, statSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigurationError, type ConfigurationFault } from '../../schema/configuration-error.ts';
import { pathText } from '../../schema/configuration-file.ts';
import { documentHash } from './document-hash.ts';
import { manifestForm, maxManifestBytes, type TrustedDocument } from './manifest.ts';

/** So many faults are told; who has more will find the rest when these are gone. */
const toldFaults = 20;

/**
 * Reads a manifest. Whether its documents are GraphQL, and fit the graph, is another question: see `checkDocuments`.
 *
 * @throws {ConfigurationError} one line a fault, with file, place, the operation's name, what was expected and what was found
 */
export function readManifest(file: string): TrustedDocument[] {
  const read = manifestForm.safeParse(parseJson(file, readText(file)));
  if (!read.success) throw manifestError(file, read.error.issues.map(formFault));
  const { operations } = read.data;
  const faults = [...idsTwice(operations), ...otherThanTheirHash(operations)];
  if (faults.length > 0) throw manifestError(file, faults);
  return operations;
}

/** What is wrong with a manifest at one place. */
export type ManifestFault = Omit<ConfigurationFault, 'file'>;

/** The faults of a manifest as one error, not too long to be read. */
export function manifestError(file: string, faults: readonly ManifestFault[]): ConfigurationError {
  const told: ConfigurationFault[] = faults.slice(0, toldFaults).map((fault) => ({ file, ...fault }));
  const rest = faults.length - told.length;
  if (rest > 0) told.push({ file, path: '', expected: 'no faults', found: `${rest} more` });
  return new ConfigurationError(told);
}

/** `operations[3] (ClientView)` */
export function placeOf(index: number, { name }: Pick<TrustedDocument, 'name'>): string {
  return `${pathText(['operations', index])} (${name})`;
}

function readText(file: string): string {
  const fault = (expected: string, found: string) => manifestError(file, [{ path: '', expected, found }]);
  try {
    const { size } = statSync(file);
    if (size > maxManifestBytes) throw fault(`at most ${maxManifestBytes} bytes`, `${size}`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const found = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
    throw fault('a file that can be read', found);
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // What the parser says may have part of the text in it, over several lines.
    const found = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ').slice(0, 120) : 'something else';
    throw manifestError(file, [{ path: '', expected: 'JSON', found }]);
  }
}

function formFault({ path, message }: z.core.$ZodIssue): ManifestFault {
  return { path: pathText(path), expected: message, found: 'something else' };
}

function idsTwice(operations: readonly TrustedDocument[]): ManifestFault[] {
  const first = new Map<string, number>();
  return operations.flatMap((document, index) => {
    const before = first.get(document.id);
    first.set(document.id, before ?? index);
    const other = before === undefined ? undefined : operations[before];
    if (before === undefined || !other) return [];
    const what = other.body === document.body ? 'too' : 'for another body';
    const found = `"${document.id}", which ${placeOf(before, other)} has ${what}`;
    return [{ path: placeOf(index, document), expected: 'an id of its own', found }];
  });
}

// Who names a document by its hash must get that document: both sides can reckon it.
function otherThanTheirHash(operations: readonly TrustedDocument[]): ManifestFault[] {
  return operations.flatMap((document, index) => {
    const { id, body } = document;
    if (!/^[0-9a-f]{64}$/i.test(id) || id === documentHash(body)) return [];
    const expected = `the SHA-256 of its body as id, ${documentHash(body)}`;
    return [{ path: placeOf(index, document), expected, found: `"${id}"` }];
  });
}
