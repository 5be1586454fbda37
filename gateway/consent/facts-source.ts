import type { SubjectFacts } from './facts.ts';

/** Where it is known what access to clients is decided by. */
export interface FactsSource {
  /**
   * The facts of several clients, read at once.
   *
   * @returns by client id; a client that is not known may be absent
   * @throws {LinksUnavailableError} when they cannot be read
   */
  factsOf(clientIds: readonly string[]): Promise<ReadonlyMap<string, SubjectFacts>>;
  /** Something was done that facts may have changed by: what was read before is not given again. */
  acted?(): void;
  /** Something about this client has changed: what was read of it before is not given again. */
  changed?(clientId: string): void;
}

/** The facts of a client that is not known: nothing is allowed. */
export const noFacts: SubjectFacts = Object.freeze({
  version: 0,
  relations: [],
  consents: [],
  emergencies: [],
  links: [],
});
