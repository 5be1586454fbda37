import { AuditUnavailableError } from '../../errors.ts';
import type { Release, ReleaseVerdict } from '../release.ts';
import type { WriterLimits } from './writer-limits.ts';

/** A release that waits for its verdict. Only the first verdict counts. */
export interface Waiting {
  readonly release: Release;
  readonly isSettled: boolean;
  settle(verdict: ReleaseVerdict): void;
  /** It could not be recorded, or is not known to be. */
  refuse(): void;
}

// What is wrong with the log is the operator's business.
const refused = () => new AuditUnavailableError('What would be answered could not be recorded.');

/** Releases that wait, in the order of arrival; what has to be tried again comes first. Bounded in number, size and time. */
export class ReleaseQueue {
  readonly #limits: WriterLimits;
  readonly #arrived = new Set<Waiting>();
  readonly #again: Waiting[][] = [];
  #releases = 0;
  #records = 0;

  constructor(limits: WriterLimits) {
    this.#limits = limits;
  }

  /** How many have no verdict yet, those included that are being recorded. */
  get releases(): number {
    return this.#releases;
  }

  get records(): number {
    return this.#records;
  }

  get isEmpty(): boolean {
    return this.#again.length === 0 && this.#arrived.size === 0;
  }

  /** @throws {AuditUnavailableError} at once when too much waits already, later when it takes too long */
  add(release: Release): Promise<ReleaseVerdict> {
    const { queuedReleases, queuedRecords } = this.#limits;
    // One that is larger than all that may wait is taken when nothing else waits.
    const isFull = this.#records > 0 && this.#records + release.entries.length > queuedRecords;
    if (isFull || this.#releases >= queuedReleases) return Promise.reject(refused());
    return new Promise((resolve, reject) => {
      this.#arrived.add(this.#waiting(release, resolve, () => reject(refused())));
    });
  }

  #waiting(release: Release, resolve: (verdict: ReleaseVerdict) => void, reject: () => void): Waiting {
    let isSettled = false;
    const end = (tell: () => void): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(tooLong);
      this.#arrived.delete(waiting);
      this.#releases -= 1;
      this.#records -= release.entries.length;
      tell();
    };
    const waiting: Waiting = {
      release,
      get isSettled() {
        return isSettled;
      },
      settle: (verdict) => end(() => resolve(verdict)),
      refuse: () => end(reject),
    };
    const tooLong = setTimeout(waiting.refuse, this.#limits.wait);
    this.#releases += 1;
    this.#records += release.entries.length;
    return waiting;
  }

  /** What is to be recorded together next: a group that was put back, or what arrived, up to the limits. */
  take(): Waiting[] {
    const again = this.#again.shift();
    if (again) return again.filter(({ isSettled }) => !isSettled);
    const { batchReleases, batchRecords } = this.#limits;
    const taken: Waiting[] = [];
    let records = 0;
    for (const waiting of this.#arrived) {
      records += waiting.release.entries.length;
      if (taken.length === batchReleases || (taken.length > 0 && records > batchRecords)) break;
      this.#arrived.delete(waiting);
      taken.push(waiting);
    }
    return taken;
  }

  /** These are to be tried again before all others, each group by itself. */
  putBack(...groups: readonly Waiting[][]): void {
    this.#again.unshift(...groups.filter(({ length }) => length > 0));
  }

  /** Nobody waits any longer. */
  refuseAll(): void {
    for (const waiting of [...this.#again.flat(), ...this.#arrived]) waiting.refuse();
    this.#again.length = 0;
  }
}
