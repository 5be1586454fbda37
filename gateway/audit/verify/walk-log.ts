import type pg from 'pg';
import type { ChainStarts } from './chain-starts.ts';
import type { KnownFieldSets } from './check-field-sets.ts';
import type { CheckpointLedger } from './checkpoint-ledger.ts';
import { type Findings, recordFinding } from './finding.ts';
import { type LogRow, type Period, readRows } from './log-row.ts';
import type { SignedHead } from './signed-heads.ts';
import { ChainWalk } from './walk-chain.ts';

/** What the walk is made with. */
export interface WalkSources {
  client: pg.ClientBase;
  period: Period;
  ledger: CheckpointLedger;
  fieldSets: KnownFieldSets;
  startOf: ChainStarts;
  findings: Findings;
}

/** What was walked. */
export interface Walked {
  records: number;
  chains: number;
  uncovered: number;
}

/** Follows all chains, one after another. @param onProgress told now and then how many records were walked */
export async function walkLog(sources: WalkSources, onProgress: (records: number) => void): Promise<Walked> {
  const walked: Walked = { records: 0, chains: 0, uncovered: 0 };
  const beyond = new Map<string, { head: SignedHead; after: LastRecord }>();
  const notWalked = new Set(sources.ledger.writers());
  let writer: string | null = null;
  let chain: ChainWalk | null = null;
  const end = () => {
    if (writer === null || chain === null) return;
    chain.end();
    walked.uncovered += chain.uncovered;
    const head = chain.gaveUp ? undefined : headBeyond(sources, writer, chain.last?.seq ?? 0);
    if (head) beyond.set(writer, { head, after: chain.last });
  };
  for await (const rows of readRows(sources.client, sources.period)) {
    for (const row of rows) {
      if (row.writer !== writer || chain === null) {
        end();
        chain = begin(sources, row);
        writer = row.writer;
        walked.chains += 1;
        notWalked.delete(writer);
      }
      chain.take(row);
    }
    walked.records += rows.length;
    onProgress(walked.records);
  }
  end();
  for (const other of notWalked) {
    const head = headBeyond(sources, other, sources.ledger.droppedUpTo(other)?.seq ?? 0);
    if (head) beyond.set(other, { head, after: null });
  }
  await tellMissing(sources, beyond);
  return walked;
}

type LastRecord = { seq: number; at: number } | null;

function begin({ ledger, findings, fieldSets, startOf }: WalkSources, { writer, seq, at }: LogRow): ChainWalk {
  if (!ledger.hasOpened(writer)) {
    const seen = 'no checkpoint says that this chain was begun';
    findings.add(recordFinding('added', { writer, seq, at }, seen));
  }
  const known = { writer, start: startOf(writer), heads: ledger.headsOf(writer), closedAt: ledger.closedAt(writer) };
  return new ChainWalk(known, findings, (digest, row) => fieldSets.named(digest, row));
}

/** The head furthest on that was signed in the period, if it is further than the chain was followed. */
function headBeyond({ ledger, period }: WalkSources, writer: string, last: number): SignedHead | undefined {
  const { from, to } = period;
  const reached = Math.max(last, ledger.droppedUpTo(writer)?.seq ?? 0);
  return ledger
    .headsOf(writer)
    .findLast(({ seq, at }) => seq > reached && (from === null || at >= from) && (to === null || at < to));
}

/** Of a period, what is beyond it may just stand before it: that is no finding. */
async function tellMissing(
  { client, ledger, findings }: WalkSources,
  beyond: ReadonlyMap<string, { head: SignedHead; after: LastRecord }>,
): Promise<void> {
  const writers = [...beyond.keys()];
  const seqs = writers.map((writer) => beyond.get(writer)?.head.seq);
  const { rows } = await client.query<{ writer: string; last: number }>(
    `select writer, last::float8 as last from unnest($1::uuid[], $2::bigint[]) as asked (writer, seq)
     cross join lateral (select max(seq) as last from audit.records
       where records.writer = asked.writer and records.seq <= asked.seq) as found where last is not null`,
    [writers, seqs],
  );
  const found = new Map(rows.map(({ writer, last }) => [writer, last]));
  for (const [writer, { head, after }] of beyond) {
    const last = Math.max(after?.seq ?? 0, found.get(writer) ?? 0, ledger.droppedUpTo(writer)?.seq ?? 0);
    if (last >= head.seq) continue;
    const seen = `the checkpoint of ${new Date(head.at).toISOString()} signs record ${head.seq}`;
    findings.add(recordFinding('missing', { writer, seq: last + 1, to: head.seq, at: after?.at ?? head.at }, seen));
  }
}
