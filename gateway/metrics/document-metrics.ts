import { Counter, type Registry } from 'prom-client';
import type { TrustedDocuments } from '../trusted-documents/trusted-documents.ts';

/** Adds how documents are asked, by which it shows whether frontends are ready for trusted ones only. */
export function addDocumentMetrics(registry: Registry, documents: TrustedDocuments): void {
  new Counter({
    name: 'korte_lijnen_documents_total',
    help: 'Requests, by how they name their document: a trusted one by its id or its text, or none that is trusted.',
    labelNames: ['asked'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [asked, count] of Object.entries(documents.counts)) this.inc({ asked }, count);
    },
  });
}
