import { z } from 'zod';
import { ConfigurationError } from '../../schema/configuration-error.ts';
import { readManifest } from './read-manifest.ts';
import type { DocumentPolicy, DocumentsInFile } from './trusted-documents.ts';

/** The variables of the environment that say which documents may be asked. */
export const documentsVariables = {
  TRUSTED_DOCUMENTS: z.enum(['off', 'prefer', 'only']).optional(),
  TRUSTED_DOCUMENTS_FILE: z.string().min(1).optional(),
};

/** Which documents may be asked, and where they are listed. */
export interface DocumentsSetting {
  policy: DocumentPolicy;
  /** A manifest. */
  file: string;
}

type Variables = z.infer<z.ZodObject<typeof documentsVariables>>;

/**
 * What the environment says of trusted documents; null: every document is asked by its text. By default production takes those
 * alone, and elsewhere they are preferred if there is a file.
 *
 * @throws {ConfigurationError} when they are wanted, and no file is named
 */
export function documentsSetting(variables: Variables, production: boolean): DocumentsSetting | null {
  const { TRUSTED_DOCUMENTS_FILE: file } = variables;
  const policy = variables.TRUSTED_DOCUMENTS ?? (production ? 'only' : file === undefined ? 'off' : 'prefer');
  if (policy === 'off') return null;
  if (file !== undefined) return { policy, file };
  const why = variables.TRUSTED_DOCUMENTS
    ? `TRUSTED_DOCUMENTS is ${policy}`
    : 'production takes trusted documents only';
  const expected = `a manifest of the documents that frontends ask, since ${why} (npm run trusted-documents -- make; or TRUSTED_DOCUMENTS=off to let them ask anything)`;
  const path = 'TRUSTED_DOCUMENTS_FILE';
  throw new ConfigurationError([{ file: 'the environment', path, expected, found: 'nothing' }]);
}

/** Reads the documents of a setting. @throws {ConfigurationError} when the manifest is missing or wrong */
export function readDocuments(setting: DocumentsSetting | null): DocumentsInFile | null {
  return setting && { ...setting, documents: readManifest(setting.file) };
}
