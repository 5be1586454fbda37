import { setImmediate as othersFirst } from 'node:timers/promises';
import { parse } from 'graphql';
import type { Logger } from 'pino';
import { KorteLijnenError } from '../errors.ts';
import type { OperationCache } from '../plan/operation-cache.ts';
import { documentHash } from './document-hash.ts';
import type { TrustedDocument } from './manifest.ts';

export interface PlanAheadOptions {
  operations: OperationCache;
  /** Memory that planned operations may take, in bytes; what is asked besides needs some too. */
  maxBytes: number;
  log: Logger;
  /** Ends it. */
  signal: AbortSignal;
}

/**
 * Plans documents before anybody asks them, one after the other, so that nobody waits for that. Those that there is no room for, or
 * that cannot be planned, are left to who asks them; of the latter the log tells.
 *
 * @param documents that were checked
 */
export async function planAhead(
  documents: readonly TrustedDocument[],
  { operations, maxBytes, log, signal }: PlanAheadOptions,
): Promise<void> {
  for (const { name, body } of documents) {
    if (signal.aborted || operations.size.bytes > maxBytes) return;
    try {
      await operations.get(documentHash(body), () => parse(body), name, signal);
    } catch (error) {
      if (!signal.aborted) log.error(`The trusted document ${name} cannot be planned: ${reasonOf(error)}`);
    }
    await othersFirst();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof KorteLijnenError ? `${error.message} [${error.code}]` : 'a fault of the gateway';
}
