import { LRUCache } from 'lru-cache';

/** A document that was found valid. */
interface KnownDocument {
  /** Of its text. */
  hash: string;
  /** Names of operations of it that were asked; null: its only one, unnamed. */
  operationNames: Set<string | null>;
}

// Their texts: some thousands of the size of a client view.
const maxBytes = 16_000_000;

/** The operations of documents that were found valid for one supergraph, by the document's text: those asked last. */
export class KnownDocuments {
  readonly #documents = new LRUCache<string, KnownDocument>({
    maxSize: maxBytes,
    sizeCalculation: (_known, text) => 500 + 2 * text.length,
  });

  /** The hash of a text that was found valid and has such an operation; undefined: it is not known. */
  hashOf(text: string, operationName: string | null): string | undefined {
    const known = this.#documents.get(text);
    return known?.operationNames.has(operationName) ? known.hash : undefined;
  }

  /** @param operationName of an operation that it has */
  add(text: string, operationName: string | null, hash: string): void {
    const known = this.#documents.peek(text);
    if (known) known.operationNames.add(operationName);
    else this.#documents.set(text, { hash, operationNames: new Set([operationName]) });
  }
}
