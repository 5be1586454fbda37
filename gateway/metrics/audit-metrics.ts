import { Counter, Gauge, type Registry } from 'prom-client';
import type { LogWriterState } from '../audit/write/open-log-writer.ts';

/** Adds how the writing of the access log goes. */
export function addAuditMetrics(registry: Registry, state: () => LogWriterState): void {
  const gauge = (name: string, help: string, value: (state: LogWriterState) => number) =>
    new Gauge({
      name: `korte_lijnen_audit_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value(state()));
      },
    });
  gauge('writing', '1 when answers are recorded; 0 when they cannot be, so that none leaves.', ({ isWriting }) =>
    Number(isWriting),
  );
  gauge('checkpointing', '0 when a checkpoint could not be kept in the database and the file.', ({ isCheckpointing }) =>
    Number(isCheckpointing),
  );
  gauge('waiting', 'Answers that wait until they are recorded.', ({ queued }) => queued);
  counter(registry, 'statements_total', 'Statements that recorded something.', () => state().statements);
  counter(registry, 'records_total', 'Lines recorded.', () => state().records);
}

function counter(registry: Registry, name: string, help: string, total: () => number): void {
  new Counter({
    name: `korte_lijnen_audit_${name}`,
    help,
    registers: [registry],
    collect() {
      this.reset();
      this.inc(total());
    },
  });
}
