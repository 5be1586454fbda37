import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { documentBytes } from './operation-bytes.ts';

/** A document that was found valid. */
export interface KnownDocument {
  document: DocumentNode;
  /** Of its text. */
  hash: string;
}

/** Memory that documents may take that are still known after they were planned: a new parsing costs a millisecond. */
export const maxDocumentBytes = 32_000_000;

/** The documents that were found valid for one supergraph and asked last, by their text. */
export class KnownDocuments {
  readonly #documents = new LRUCache<string, KnownDocument>({
    maxSize: maxDocumentBytes,
    sizeCalculation: (_known, text) => 1000 + documentBytes(text.length),
  });

  get(text: string): KnownDocument | undefined {
    return this.#documents.get(text);
  }

  add(text: string, known: KnownDocument): void {
    if (!this.#documents.has(text)) this.#documents.set(text, known);
  }
}
