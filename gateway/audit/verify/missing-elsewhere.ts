import type pg from 'pg';
import type { Finding } from './finding.ts';
import { inPeriod, type Period } from './log-row.ts';

/**
 * What is missing in a period may stand outside it, since somebody changed its time.
 *
 * @returns the findings, with what became of it
 */
export async function lookElsewhere(
  client: pg.ClientBase,
  period: Period,
  findings: readonly Finding[],
): Promise<Finding[]> {
  const looked: Finding[] = [];
  for (const finding of findings) looked.push(await looksElsewhere(client, period, finding));
  return looked;
}

async function looksElsewhere(client: pg.ClientBase, { from, to }: Period, finding: Finding): Promise<Finding> {
  if (finding.kind !== 'missing' || finding.of !== 'record' || finding.seq === null) return finding;
  const { rows } = await client.query<{ seq: number; at: number }>(
    `select seq::float8, extract(epoch from at)::float8 * 1000 as at from audit.records
     where writer = $3 and seq between $4 and $5 and not (${inPeriod}) order by seq limit 1`,
    [from, to, finding.writer, finding.seq, finding.to ?? finding.seq],
  );
  const [row] = rows;
  if (!row) return finding;
  const seen = 'its time was changed: it stands outside this period now';
  return { ...finding, kind: 'altered', seq: row.seq, to: null, at: row.at, seen };
}
