import type pg from 'pg';
import { chainStart } from '../record/canonical-text.ts';
import type { CheckpointLedger } from './checkpoint-ledger.ts';
import { type Findings, recordFinding } from './finding.ts';
import { inPeriod, type Period } from './log-row.ts';
import type { KnownChain } from './walk-chain.ts';

/** From where each chain is followed. */
export type ChainStarts = (writer: string) => KnownChain['start'];

/** All chains from their beginning, or from where they were cut when their term had passed. */
export function fromTheBeginning(ledger: CheckpointLedger): ChainStarts {
  return (writer) => ledger.droppedUpTo(writer) ?? { seq: 0, hash: chainStart };
}

/** All chains from their first record in a period: the hash before it comes from the row before it, or from a checkpoint. */
export async function fromThePeriod(
  client: pg.ClientBase,
  { from, to }: Period,
  ledger: CheckpointLedger,
  findings: Findings,
): Promise<ChainStarts> {
  const { rows } = await client.query<{ writer: string; first: number; at: number; hash: string | null }>(
    `select firsts.writer, firsts.first::float8 as first, extract(epoch from firsts.at)::float8 * 1000 as at, before.hash
     from (select writer, min(seq) as first, min(at) as at from audit.records where ${inPeriod} group by writer) as firsts
     left join lateral (select encode(hash, 'hex') as hash from audit.records as before
       where before.writer = firsts.writer and before.seq = firsts.first - 1 limit 1) as before on true`,
    [from, to],
  );
  const starts = new Map<string, KnownChain['start']>();
  for (const { writer, first, at, hash } of rows) {
    const seq = first - 1;
    const dropped = ledger.droppedUpTo(writer);
    const signed = dropped?.seq === seq ? dropped : ledger.headsOf(writer).find((head) => head.seq === seq);
    const known = seq === 0 ? chainStart : (hash ?? signed?.hash ?? null);
    starts.set(writer, { seq, hash: known });
    if (hash !== null || seq === 0 || dropped?.seq === seq) continue;
    findings.add(recordFinding('missing', { writer, seq, at }, 'the first record of the period follows on it'));
  }
  return (writer) => starts.get(writer) ?? { seq: 0, hash: chainStart };
}
