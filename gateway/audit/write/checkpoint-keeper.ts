import type { Logger } from 'pino';
import type { LogSettings } from '../audit-settings.ts';
import { type ChainHead, type CheckpointKind, checkpointDigest } from '../checkpoints/checkpoint.ts';
import { appendCheckpoint } from '../checkpoints/checkpoint-file.ts';
import { signCheckpoint } from '../checkpoints/sign-checkpoint.ts';
import { type Chain, headOf } from './chain.ts';
import { failureCode, type LogConnection, type Outcome, type Statement } from './log-connection.ts';

/** So many may wait for the file; then no more are made until it takes them. */
const maxUnfiled = 1_000;

const insertText = `insert into audit.checkpoints (at, jws) values (to_timestamp($1::float8 / 1000), $2)`;

// The beginning of last month in UTC: partitions before it are not even opened.
const since = `(date_trunc('month', now() at time zone 'UTC') - interval '1 month') at time zone 'UTC'`;

// One head a writer, by skipping from writer to writer in the index. A head that is two months old was signed by many.
const headsText = `
  with recursive writers as (
    (select writer from audit.records where at >= ${since} order by writer limit 1)
    union all
    select (select writer from audit.records
      where writer > writers.writer and at >= ${since} order by writer limit 1)
    from writers where writers.writer is not null
  )
  select writer, last.seq::float8 as seq, encode(last.hash, 'hex') as hash
  from writers cross join lateral (
    select seq, hash from audit.records where writer = writers.writer order by seq desc limit 1
  ) as last
  where writer is not null limit 5000`;

/** Makes the checkpoints of one writer after another, in the database and in the file. */
export class CheckpointKeeper {
  readonly #settings: LogSettings;
  readonly #log: Logger;
  readonly #now: () => number;
  /** Digest of the last one of this writer. */
  #previous: string | null = null;
  /** How far the last one goes. */
  #covered = 0;
  /** In the database and not yet in the file. */
  #unfiled: string[] = [];
  #filing: Promise<void> = Promise.resolve();
  #isFailing = false;
  #isFileFailing = false;

  constructor(settings: LogSettings, { log, now }: { log: Logger; now: () => number }) {
    this.#settings = settings;
    this.#log = log;
    this.#now = now;
  }

  /** The last one could not be made, or does not stand in the file yet. */
  get isFailing(): boolean {
    return this.#isFailing || this.#isFileFailing;
  }

  /** The first of a writer: with the heads of the others, so that what they left behind is signed too. */
  async opened(connection: LogConnection, chain: Chain): Promise<Outcome<object>> {
    this.#previous = null;
    const others = await connection.run<ChainHead>({ name: 'heads', text: headsText, values: [] });
    if (others.kind === 'unknown') return others;
    if (others.kind === 'refused') this.#log.error({ code: others.sqlState }, 'the heads of the log could not be read');
    const found = others.kind === 'done' ? others.rows : [];
    return this.#keep(connection, 'opened', [headOf(chain), ...found], chain);
  }

  /** One for what was added since the last; none if nothing was. What the file lacks is tried again. */
  async periodic(connection: LogConnection, chain: Chain): Promise<void> {
    if (this.#unfiled.length > 0) this.#file();
    if (this.#unfiled.length > maxUnfiled) return;
    if (chain.seq > this.#covered || this.#isFailing) await this.#keep(connection, 'periodic', [headOf(chain)], chain);
  }

  /** The last of a writer. Nothing of it may follow. */
  async closed(connection: LogConnection, chain: Chain): Promise<void> {
    await this.#keep(connection, 'closed', [headOf(chain)], chain);
  }

  /** Resolves when what could be filed is. */
  filed(): Promise<void> {
    return this.#filing;
  }

  async #keep(
    connection: LogConnection,
    kind: CheckpointKind,
    heads: ChainHead[],
    { writer, seq, at: reached }: Chain,
  ): Promise<Outcome<object>> {
    const at = Math.max(this.#now(), reached);
    const jws = signCheckpoint(this.#settings.keys, { v: 1, at, kind, by: writer, heads, previous: this.#previous });
    const statement: Statement = { name: 'keep-checkpoint', text: insertText, values: [at, jws] };
    const outcome = await connection.run<object>(statement);
    const wasFailing = this.#isFailing;
    this.#isFailing = outcome.kind !== 'done';
    if (outcome.kind === 'done') {
      this.#previous = checkpointDigest(jws);
      this.#covered = seq;
      this.#unfiled.push(jws);
      this.#file();
    } else if (!wasFailing) {
      const code = outcome.kind === 'refused' ? outcome.sqlState : outcome.reason;
      this.#log.error({ code, kind }, 'a checkpoint of the access log could not be kept');
    }
    return outcome;
  }

  /** After one another: the file has them in the order of the database. */
  #file(): void {
    this.#filing = this.#filing.then(() => this.#fileAll());
  }

  async #fileAll(): Promise<void> {
    try {
      for (let next = this.#unfiled[0]; next !== undefined; next = this.#unfiled[0]) {
        await appendCheckpoint(this.#settings.checkpointFile, next);
        this.#unfiled.shift();
      }
      this.#isFileFailing = false;
    } catch (error) {
      const code = failureCode(error);
      if (!this.#isFileFailing)
        this.#log.error({ code }, 'a checkpoint of the access log could not be added to the file');
      this.#isFileFailing = true;
    }
  }
}
