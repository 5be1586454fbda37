import type pg from 'pg';
import { Gauge, Registry } from 'prom-client';
import type { LogWriterState } from '../audit/write/open-log-writer.ts';
import type { TrustedDocuments } from '../trusted-documents/trusted-documents.ts';
import { addAuditMetrics } from './audit-metrics.ts';
import { addDocumentMetrics } from './document-metrics.ts';

/** The gateway's metrics, in the text form that Prometheus reads. */
export interface Metrics {
  contentType: string;
  /** Counts only: nothing in it is about one person. */
  read(): Promise<string>;
}

/**
 * Metrics of a gateway on this database. Each reading asks the database once; when it does not answer, the value is absent.
 *
 * @param auditState how the writing of the access log goes
 * @param documents those that are trusted; null: every document is asked by its text
 */
export function createMetrics(
  database: pg.Pool,
  auditState: () => LogWriterState,
  documents: TrustedDocuments | null,
): Metrics {
  const registry = new Registry();
  addAuditMetrics(registry, auditState);
  if (documents) addDocumentMetrics(registry, documents);
  new Gauge({
    name: 'korte_lijnen_emergency_accesses_unreviewed',
    help: 'Emergency accesses (noodtoegang) that the privacy officer has still to review.',
    registers: [registry],
    async collect() {
      this.reset();
      const unreviewed = await countUnreviewed(database);
      if (unreviewed === null) this.remove();
      else this.set(unreviewed);
    },
  });
  return { contentType: registry.contentType, read: () => registry.metrics() };
}

async function countUnreviewed(database: pg.Pool): Promise<number | null> {
  try {
    const { rows } = await database.query<{ unreviewed: number }>(
      'select unreviewed from casework.gateway_emergency_queue',
    );
    return rows[0]?.unreviewed ?? null;
  } catch {
    return null;
  }
}
