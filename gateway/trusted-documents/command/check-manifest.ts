import { readFileSync } from 'node:fs';
import { ConfigurationError, type ConfigurationFault } from '../../../schema/configuration-error.ts';
import { type OperationLimits, operationLimits } from '../../http/operation-limits.ts';
import { loadSupergraph } from '../../plan/load-supergraph.ts';
import { checkDocuments } from '../check-documents.ts';
import { readManifest } from '../read-manifest.ts';

/** What a manifest is checked against. */
export interface ManifestCheck {
  file: string;
  supergraphFile: string;
  limits: Partial<OperationLimits>;
  introspection: boolean;
}

export interface CheckedManifest {
  /** How many documents it has. */
  operations: number;
  faults: readonly ConfigurationFault[];
}

/**
 * Finds the documents for which a gateway would not start.
 *
 * @throws {ConfigurationError} when the manifest or the supergraph cannot be read
 */
export async function checkManifest({ file, supergraphFile, ...options }: ManifestCheck): Promise<CheckedManifest> {
  const documents = readManifest(file);
  const limits = { ...operationLimits, ...options.limits };
  const { faults } = await checkDocuments(documents, { ...options, limits, schema: readSchema(supergraphFile) });
  return { operations: documents.length, faults: faults.map((fault) => ({ file, ...fault })) };
}

function readSchema(file: string) {
  try {
    return loadSupergraph(readFileSync(file, 'utf8')).apiSchema;
  } catch (error) {
    const found = error instanceof Error ? error.message : 'something else';
    throw new ConfigurationError([{ file, path: '', expected: 'a supergraph', found }]);
  }
}
