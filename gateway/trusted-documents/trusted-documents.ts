import { BadRequestError, DocumentNotTrustedError, PersistedQueryNotFoundError } from '../errors.ts';
import { documentHash } from './document-hash.ts';
import type { TrustedDocument } from './manifest.ts';

/** What may be asked beside trusted documents: `prefer`: any other text too; `only`: nothing. */
export type DocumentPolicy = 'prefer' | 'only';

/** Documents as they were read, and what may be asked beside them. */
export interface DocumentsInFile {
  policy: DocumentPolicy;
  /** Where they are listed, for who has to correct it. */
  file: string;
  documents: readonly TrustedDocument[];
}

/** Which document a request asks, in its own words: an id, a text, or both. */
export interface AskedDocument {
  id: string | null;
  text: string | null;
}

const disagree = 'the id and the text of the document do not agree';

/** The documents that the gateway trusts. Nothing a caller sends adds to them. */
export class TrustedDocuments {
  readonly #policy: DocumentPolicy;
  readonly #textById: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;

  constructor({ policy, documents }: Omit<DocumentsInFile, 'file'>) {
    this.#policy = policy;
    // Its hash names a document too, whatever its frontend calls it.
    this.#textById = new Map(documents.flatMap(({ id, body }) => [documentHash(body), id].map((each) => [each, body])));
    this.#texts = new Set(this.#textById.values());
  }

  /**
   * The text of the document that is asked. Under `only` it is a trusted one, whatever was asked: a text is taken that is one of
   * them to the letter.
   *
   * @throws {PersistedQueryNotFoundError} for an id that names none, without a text
   * @throws {DocumentNotTrustedError} for a text that may not be asked
   * @throws {BadRequestError} when nothing is asked, or an id and a text that are not of the same document
   */
  textOf({ id, text }: AskedDocument): string {
    if (id === null) return this.#takeText(text);
    const known = this.#textById.get(id);
    if (text === null) {
      if (known !== undefined) return known;
      throw new PersistedQueryNotFoundError('The id names no document that is known here.');
    }
    // An id that is known needs no hash to be compared.
    if (known === undefined ? documentHash(text) !== id : known !== text) throw new BadRequestError(disagree);
    return this.#takeText(text);
  }

  #takeText(text: string | null): string {
    if (text === null) throw new BadRequestError('the request has neither a document nor the id of one');
    if (this.#policy === 'prefer' || this.#texts.has(text)) return text;
    throw new DocumentNotTrustedError('The document is not among those that may be asked here.');
  }
}
