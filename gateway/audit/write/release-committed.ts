import type { Confirm } from '../release.ts';
import { type Batch, recordsOf } from './compose-batch.ts';
import { hasEnded, tellEnded } from './screen-waiting.ts';

export interface CommittedOptions {
  confirm?: Confirm;
  now: () => number;
  /** Told of lines that were not confirmed. */
  failed: (error: unknown) => void;
  /** Told that one more statement is confirmed, or is not. */
  ended: () => void;
}

/** Lets go of what is committed: at once, or when whoever must have the lines has them. */
export class CommittedReleases {
  readonly #options: CommittedOptions;
  #unconfirmed = 0;

  constructor(options: CommittedOptions) {
    this.#options = options;
  }

  /** How many statements are committed and not yet confirmed. */
  get unconfirmed(): number {
    return this.#unconfirmed;
  }

  release(batch: Batch): void {
    const { confirm } = this.#options;
    if (confirm) void this.#confirmed(batch, confirm);
    else this.#letGo(batch);
  }

  async #confirmed(batch: Batch, confirm: Confirm): Promise<void> {
    this.#unconfirmed += 1;
    try {
      await confirm(recordsOf(batch));
      this.#letGo(batch);
    } catch (error) {
      for (const each of batch.waiting) each.refuse();
      this.#options.failed(error);
    }
    this.#unconfirmed -= 1;
    this.#options.ended();
  }

  // What ended by itself meanwhile stays recorded, and is not released: the log may have more than was answered, never less.
  #letGo({ waiting }: Batch): void {
    const now = this.#options.now();
    for (const each of waiting) {
      if (hasEnded(each, now)) tellEnded(each, { isRecorded: true });
      else each.settle({ released: true });
    }
  }
}
