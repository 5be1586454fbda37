import type { Link } from '../partners/links.ts';
import type { Organisation } from '../partners/organisation.ts';

/** What was decided on one category of one person's data at one organisation; if allowed, on which basis and facts. */
export type CategoryAccess =
  | {
      allowed: true;
      basis?: string;
      article?: string;
      consent?: { readonly id: string; readonly version: number } | null;
      emergencyId?: string | null;
      /** When the first of those facts ends, in milliseconds since 1970. */
      until?: number | null;
    }
  | { allowed: false; reason: string };

/** Decides on categories, for one person and organisation, or for what is about no person. */
export type DecideCategory = (category: string) => CategoryAccess;

/** The decisions of one request: one actor, one purpose, one moment. */
export interface RequestAccess {
  /** Reads what is needed to decide on these clients, in one read for all that were not read before. */
  load(clientIds: readonly string[]): Promise<void>;
  /** The links of clients that were loaded, in their order. */
  of(clientIds: readonly string[]): Promise<readonly (readonly Link[])[]>;
  /**
   * The request itself did something that decisions rest upon: from now on it is decided by how things stand after it.
   *
   * @param now milliseconds since 1970
   */
  acted?(now: number): void;
  /** The version of the facts by which a client that was loaded was decided on; 0 for one that is not known. */
  versionOf(clientId: string): number;
  /** What is known of these clients has changed: it is not to be relied upon again, by this request or another. */
  outdated?(clientIds: readonly string[]): void;
  /** May the actor ask anything about clients for this purpose? Whether about this client is decided client by client. */
  general(): CategoryAccess;
  /**
   * @param subject the client id; null for what is about no person. A client that was not loaded is one that is not known.
   */
  about(subject: string | null, organisation: Organisation): DecideCategory;
  /** Is this a category that organisations of its role keep at all, for any purpose? */
  keeps(organisation: Organisation, category: string): boolean;
}
