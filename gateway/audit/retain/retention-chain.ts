import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { AuditSettings } from '../audit-settings.ts';
import { type ChainHead, type CheckpointKind, checkpointDigest } from '../checkpoints/checkpoint.ts';
import { appendCheckpoint } from '../checkpoints/checkpoint-file.ts';
import { signCheckpoint } from '../checkpoints/sign-checkpoint.ts';
import { canonicalText, chainHash, chainStart } from '../record/canonical-text.ts';
import type { LogEntry } from '../record/log-record.ts';

/** The chain of one run that drops what is past its term: one record, and its checkpoints. */
export class RetentionChain {
  readonly #client: pg.ClientBase;
  readonly #settings: Pick<AuditSettings, 'keys' | 'checkpointFile'>;
  readonly #head: ChainHead = { writer: randomUUID(), seq: 0, hash: chainStart };
  readonly #at: number;
  #previous: string | null = null;
  #unfiled: string | null = null;

  constructor(client: pg.ClientBase, settings: Pick<AuditSettings, 'keys' | 'checkpointFile'>, at: number) {
    this.#client = client;
    this.#settings = settings;
    this.#at = at;
  }

  /** Adds a record to the log. */
  async record(entry: LogEntry): Promise<void> {
    const { writer, seq: last, hash: previous } = this.#head;
    const seq = last + 1;
    const text = canonicalText(entry, { writer, seq, at: this.#at });
    const hash = chainHash(previous, text);
    await this.#client.query(
      `insert into audit.records (at, writer, seq, hash, content)
       values (to_timestamp($1::float8 / 1000), $2, $3, decode($4, 'hex'), $5)`,
      [this.#at, writer, seq, hash, text],
    );
    Object.assign(this.#head, { seq, hash });
  }

  /** Keeps a checkpoint in the database: of this chain, or of others where they were cut. */
  async keep(kind: CheckpointKind, heads: readonly ChainHead[] = [this.#head]): Promise<void> {
    const at = this.#at;
    const by = this.#head.writer;
    const jws = signCheckpoint(this.#settings.keys, { v: 1, at, kind, by, heads, previous: this.#previous });
    await this.#client.query('insert into audit.checkpoints (at, jws) values (to_timestamp($1::float8 / 1000), $2)', [
      at,
      jws,
    ]);
    this.#previous = checkpointDigest(jws);
    this.#unfiled = jws;
  }

  /** Adds the checkpoint that was kept last to the file; what it says has been committed. */
  async file(): Promise<void> {
    if (this.#unfiled !== null) await appendCheckpoint(this.#settings.checkpointFile, this.#unfiled);
    this.#unfiled = null;
  }
}
