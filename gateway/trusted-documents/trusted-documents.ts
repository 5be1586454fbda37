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

/** A document that may be asked. */
export interface TakenDocument {
  text: string;
  /** The name of its operation; null where the document is not a trusted one. */
  name: string | null;
}

const disagree = 'the id and the text of the document do not agree';

/** The documents that the gateway trusts. Nothing a caller sends adds to them. */
export class TrustedDocuments {
  readonly #policy: DocumentPolicy;
  readonly #byId: ReadonlyMap<string, TakenDocument>;
  readonly #byText: ReadonlyMap<string, TakenDocument>;
  /** How many were asked so far, by what they were asked: a trusted document by `id` or `text`, or a text or id of no such. */
  readonly counts = { id: 0, text: 0, otherText: 0, otherId: 0 };

  constructor({ policy, documents }: Omit<DocumentsInFile, 'file'>) {
    this.#policy = policy;
    this.#byText = new Map(documents.map(({ name, body }) => [body, { text: body, name }]));
    // Its hash names a document too, whatever its frontend calls it.
    this.#byId = new Map(
      documents.flatMap(({ id, name, body }) => [documentHash(body), id].map((each) => [each, { text: body, name }])),
    );
  }

  /**
   * The document that is asked. Under `only` it is a trusted one, whatever was asked: a text is taken that is one of them to the
   * letter.
   *
   * @throws {PersistedQueryNotFoundError} for an id that names none, without a text
   * @throws {DocumentNotTrustedError} for a text that may not be asked
   * @throws {BadRequestError} when nothing is asked, or an id and a text that are not of the same document
   */
  take({ id, text }: AskedDocument): TakenDocument {
    if (id === null) return this.#takeText(text);
    const known = this.#byId.get(id);
    if (text === null) {
      this.counts[known ? 'id' : 'otherId']++;
      if (known) return known;
      throw new PersistedQueryNotFoundError('The id names no document that is known here.');
    }
    // An id that is known needs no hash to be compared.
    if (known ? known.text !== text : documentHash(text) !== id) throw new BadRequestError(disagree);
    return this.#takeText(text);
  }

  #takeText(text: string | null): TakenDocument {
    if (text === null) throw new BadRequestError('the request has neither a document nor the id of one');
    const known = this.#byText.get(text);
    this.counts[known ? 'text' : 'otherText']++;
    if (known) return known;
    if (this.#policy === 'prefer') return { text, name: null };
    throw new DocumentNotTrustedError('The document is not among those that may be asked here.');
  }
}
