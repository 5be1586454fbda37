import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { FederationGateway } from '../federation-gateway.ts';
import { type OperationLimits, operationLimits } from '../http/operation-limits.ts';
import { checkDocuments } from './check-documents.ts';
import { manifestError } from './read-manifest.ts';
import type { DocumentsInFile } from './trusted-documents.ts';

export interface GraphCheckOptions {
  gateway: Pick<FederationGateway, 'onSchemaLoadOrUpdate'>;
  trustedDocuments?: DocumentsInFile | null;
  operationLimits?: Partial<OperationLimits>;
  /** May callers ask for the schema? */
  introspection: boolean;
  log: Logger;
}

/** The checks of trusted documents against the graph: the first, and one each time when the supergraph has changed. */
export interface GraphChecks {
  /**
   * Resolves when they fit the graph that the gateway began with.
   *
   * @throws {ConfigurationError} with the documents that do not
   */
  checked(): Promise<void>;
  stop(): void;
}

/**
 * Checks trusted documents against the graph, from before it is loaded. Those that a changed graph no longer fits are logged: it
 * stays in force for all others.
 */
export function checkWithGraph(options: GraphCheckOptions): GraphChecks {
  const { gateway, trustedDocuments, log } = options;
  if (!trustedDocuments) return { checked: async () => {}, stop() {} };
  const { file, documents } = trustedDocuments;
  const limits = { ...operationLimits, ...options.operationLimits };
  const check = async (schema: GraphQLSchema, { signal }: AbortController): Promise<void> => {
    const faults = await checkDocuments(documents, { schema, limits, introspection: options.introspection, signal });
    if (faults.length > 0 && !signal.aborted) throw manifestError(file, faults);
  };
  let first: Promise<void> | undefined;
  let running = new AbortController();
  const forget = gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    running.abort();
    running = new AbortController();
    const done = check(apiSchema, running);
    if (first)
      done.catch((error: Error) => log.error(`Trusted documents do not fit the changed graph: ${error.message}`));
    else first = done;
    // Until somebody waits for it, a fault is no fault of the process.
    first.catch(() => {});
  });
  return {
    checked: async () => first,
    stop: () => {
      forget();
      running.abort();
    },
  };
}
