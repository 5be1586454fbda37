import { LRUCache } from 'lru-cache';
import type { SubjectFacts } from './facts.ts';
import type { FactsSource } from './facts-source.ts';

// Clients whose facts are kept, and for how long at most: what changes is told (see `store/facts-changes.ts`), this is for what
// might be missed.
const maxClients = 20_000;
const maxAgeMs = 60_000;

/** Facts kept over requests. Of no use until someone tells of changes: it keeps nothing while it is not `following`. */
export class FactsCache implements FactsSource {
  readonly #source: FactsSource;
  readonly #kept = new LRUCache<string, SubjectFacts>({ max: maxClients, ttl: maxAgeMs });
  #isFollowing = false;
  // Counts changes, so that what was read before a change is not kept after it.
  #changes = 0;

  constructor(source: FactsSource) {
    this.#source = source;
  }

  async factsOf(clientIds: readonly string[]): Promise<ReadonlyMap<string, SubjectFacts>> {
    const found = new Map<string, SubjectFacts>();
    const missing: string[] = [];
    for (const id of clientIds) {
      const kept = this.#kept.get(id);
      if (kept) found.set(id, kept);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    const changesBefore = this.#changes;
    const read = await this.#source.factsOf(missing);
    const isCurrent = this.#isFollowing && changesBefore === this.#changes;
    for (const [id, facts] of read) {
      found.set(id, facts);
      // An id that nobody knows is not kept: anyone can make up any number of them.
      if (isCurrent && facts.relations.length > 0) this.#kept.set(id, facts);
    }
    return found;
  }

  /** Something about this client has changed. */
  changed(clientId: string): void {
    this.#changes += 1;
    this.#kept.delete(clientId);
  }

  // Word of the change comes over another connection, maybe after the next request; about whom it was is not known here.
  acted(): void {
    this.#changes += 1;
    this.#kept.clear();
  }

  /** Changes are told from now on, or no longer. Either way, what was kept may be old. */
  following(isFollowing: boolean): void {
    this.#isFollowing = isFollowing;
    this.acted();
  }
}
