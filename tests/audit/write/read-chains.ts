import pg from 'pg';
import { expect } from 'vitest';
import { canonicalJson, chainHash, chainStart } from '../../../gateway/audit/record/canonical-text.ts';
import type { LogRecord } from '../../../gateway/audit/record/log-record.ts';

interface Row {
  at: number;
  writer: string;
  seq: number;
  hash: string;
  content: LogRecord;
}

/** Asks the database something, as its owner. */
export async function queried<T extends pg.QueryResultRow>(
  databaseUrl: string,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** The chains of the log, by writer; each was found to be whole: no gap, every hash right, time never going back. */
export async function readChains(databaseUrl: string): Promise<Map<string, LogRecord[]>> {
  const rows = await queried<Row>(
    databaseUrl,
    `select (extract(epoch from at) * 1000)::float8 as at, writer, seq::float8, encode(hash, 'hex') as hash, content
     from audit.records order by writer, seq`,
  );
  const chains = new Map<string, { records: LogRecord[]; hash: string }>();
  for (const { at, writer, seq, hash, content } of rows) {
    const chain = chains.get(writer) ?? { records: [], hash: chainStart };
    expect(content).toMatchObject({ at, writer, seq });
    expect(seq).toBe(chain.records.length + 1);
    expect(at).toBeGreaterThanOrEqual(chain.records.at(-1)?.at ?? 0);
    expect(hash).toBe(chainHash(chain.hash, canonicalJson(content)));
    chain.records.push(content);
    chain.hash = hash;
    chains.set(writer, chain);
  }
  return new Map([...chains].map(([writer, { records }]) => [writer, records]));
}
