import { LRUCache } from 'lru-cache';
import { batchStatement, type ChangedRow } from './batch-statement.ts';
import type { Chain } from './chain.ts';
import { type Batch, composeBatch } from './compose-batch.ts';
import type { LogConnection } from './log-connection.ts';
import type { ReleaseQueue, Waiting } from './release-queue.ts';
import { screenWaiting, tellChanged } from './screen-waiting.ts';
import type { WriterLimits } from './writer-limits.ts';

/** What became of an attempt to record. */
export type Attempt =
  /** Nothing to be done any more for those that were tried; others were put back. The chain is as it was. */
  | { kind: 'nothing' }
  | { kind: 'committed'; batch: Batch }
  /** The month has no place in the log. Everything was put back. */
  | { kind: 'no month'; at: number }
  /** The writer cannot go on in this chain, or not on this connection. Everything tried was refused. */
  | { kind: 'stop'; code: string };

/** No partition takes the row; a constraint of the log itself cannot be broken by what is written here. */
const noPartition = '23514';

const maxKnownSets = 10_000;

/** Records what waits, a batch at a time. */
export class BatchRecorder {
  readonly #queue: ReleaseQueue;
  readonly #limits: WriterLimits;
  readonly #refused: (code: string) => void;
  /** Digests of field sets that are committed. */
  readonly #known = new LRUCache<string, true>({ max: maxKnownSets });

  #statements = 0;
  #records = 0;

  /** @param refused told the code with which the database refused a single release */
  constructor(queue: ReleaseQueue, limits: WriterLimits, refused: (code: string) => void) {
    this.#queue = queue;
    this.#limits = limits;
    this.#refused = refused;
  }

  /** Statements that recorded something, and the lines that they recorded. */
  get recorded(): { statements: number; records: number } {
    return { statements: this.#statements, records: this.#records };
  }

  /** What is known of the database may no longer be so: it may be another one. */
  forget(): void {
    this.#known.clear();
  }

  async record(connection: LogConnection, chain: Chain, now: number): Promise<Attempt> {
    const { batch, rest } = composeBatch(screenWaiting(this.#queue.take(), now), {
      chain,
      at: now,
      isKnown: (digest) => this.#known.has(digest),
      maxText: this.#limits.batchText,
    });
    this.#queue.putBack(rest);
    if (batch.waiting.length === 0) return { kind: 'nothing' };
    const outcome = await connection.run<ChangedRow>(batchStatement(batch));
    if (outcome.kind === 'unknown') return stop(batch, outcome.reason);
    if (outcome.kind === 'refused') return this.#divide(batch, outcome.sqlState);
    if (outcome.rows.length > 0) return this.#retryUnchanged(batch, outcome.rows);
    this.#statements += 1;
    this.#records += batch.texts.length;
    for (const { digest } of batch.fieldSets) this.#known.set(digest, true);
    return { kind: 'committed', batch };
  }

  #retryUnchanged({ waiting }: Batch, rows: readonly ChangedRow[]): Attempt {
    const changed = new Set(rows.map(({ client_id }) => client_id));
    this.#queue.putBack(waiting.filter((each) => !tellChanged(each, (client) => changed.has(client))));
    return { kind: 'nothing' };
  }

  /** The database refuses the whole for the fault of one: halves are tried, down to the one. */
  #divide(batch: Batch, sqlState: string): Attempt {
    const { waiting, after } = batch;
    if (sqlState === noPartition) {
      this.#queue.putBack([...waiting]);
      return { kind: 'no month', at: after.at };
    }
    if (!isFaultOfOne(sqlState)) return stop(batch, sqlState);
    const half = Math.ceil(waiting.length / 2);
    if (waiting.length > 1) this.#queue.putBack(waiting.slice(0, half), waiting.slice(half));
    else {
      refuse(waiting);
      this.#refused(sqlState);
    }
    return { kind: 'nothing' };
  }
}

/** Data that the database does not take, a row that someone else holds, a deadlock, too much for one statement. */
function isFaultOfOne(sqlState: string): boolean {
  if (sqlState === '23505') return false;
  return ['22', '23', '40'].includes(sqlState.slice(0, 2)) || ['55P03', '57014', '54000'].includes(sqlState);
}

function stop({ waiting }: Batch, code: string): Attempt {
  refuse(waiting);
  return { kind: 'stop', code };
}

function refuse(waiting: readonly Waiting[]): void {
  for (const each of waiting) each.refuse();
}
