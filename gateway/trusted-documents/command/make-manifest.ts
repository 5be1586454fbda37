import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, type ConfigurationFault } from '../../../schema/configuration-error.ts';
import { documentHash } from '../document-hash.ts';
import { type Manifest, maxManifestBytes, maxOperations, type TrustedDocument } from '../manifest.ts';
import { readManifest } from '../read-manifest.ts';
import { readOperation } from '../read-operation.ts';

/**
 * A manifest of all documents in these sources, in the order of their names. A document that stands in several is taken once.
 *
 * @param sources files of one document, folders of those, and manifests
 * @throws {ConfigurationError} one line a file that is not there, or holds no document that can be trusted
 */
export function makeManifest(sources: readonly string[]): Manifest {
  const faults: ConfigurationFault[] = [];
  const byId = new Map<string, TrustedDocument>();
  for (const file of sources.flatMap((source) => filesOf(source))) {
    for (const document of documentsIn(file, faults)) {
      const other = byId.get(document.id);
      if (other && other.body !== document.body) faults.push(idTaken(file, document));
      byId.set(document.id, document);
    }
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  const operations = [...byId.values()].sort(
    (one, other) => compare(one.name, other.name) || compare(one.id, other.id),
  );
  refuseTooLarge(sources, operations);
  return { format: 'apollo-persisted-query-manifest', version: 1, operations };
}

function filesOf(source: string): string[] {
  if (!statSync(source, { throwIfNoEntry: false })?.isDirectory()) return [source];
  const files = globSync('**/*.{graphql,gql}', { cwd: source, exclude: ['**/node_modules/**'] });
  if (files.length > 0) return files.sort().map((file) => join(source, file));
  throw new ConfigurationError([{ file: source, path: '', expected: '.graphql files in it', found: 'none' }]);
}

function documentsIn(file: string, faults: ConfigurationFault[]): TrustedDocument[] {
  if (file.endsWith('.json')) return readManifest(file);
  const body = readText(file);
  const read = readOperation(body);
  if ('expected' in read) {
    faults.push({ file, path: '', ...read });
    return [];
  }
  const { name, type } = read;
  return [{ id: documentHash(body), name, type, body }];
}

function readText(file: string): string {
  try {
    // Fatal: what is no UTF-8 would be taken for other text than its frontend sends.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    const found = error instanceof Error && 'code' in error ? String(error.code) : 'something else';
    throw new ConfigurationError([{ file, path: '', expected: 'a file that can be read, in UTF-8', found }]);
  }
}

function idTaken(file: string, { id, name }: TrustedDocument): ConfigurationFault {
  return { file, path: name, expected: 'an id of its own', found: `"${id}", which another document has` };
}

function refuseTooLarge(sources: readonly string[], operations: readonly TrustedDocument[]): void {
  const bytes = Buffer.byteLength(JSON.stringify(operations, null, 2));
  if (operations.length <= maxOperations && bytes < maxManifestBytes) return;
  const expected = `at most ${maxOperations} operations and ${maxManifestBytes} bytes`;
  const found = `${operations.length} operations and ${bytes} bytes`;
  throw new ConfigurationError([{ file: sources.join(' '), path: '', expected, found }]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
