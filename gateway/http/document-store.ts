import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { documentBytes } from '../plan/operation-bytes.ts';

/** Documents that were parsed and found valid, by name. Apollo Server asks for promises. */
export interface DocumentStore {
  get(name: string): Promise<DocumentNode | undefined>;
  set(name: string, document: DocumentNode): Promise<void>;
  delete(name: string): Promise<boolean>;
}

/**
 * Keeps the documents that were asked last. Apollo's own store measures a document by writing it all out as JSON, which takes as long
 * as parsing it, and finds a quarter of the memory that it takes.
 *
 * @param maxBytes memory that they may take together
 */
export function createDocumentStore(maxBytes: number): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: maxBytes,
    sizeCalculation: ({ loc }) => 1000 + documentBytes(loc?.source.body.length ?? maxBytes),
  });
  return {
    get: async (name) => documents.get(name),
    set: async (name, document) => void documents.set(name, document),
    delete: async (name) => documents.delete(name),
  };
}
