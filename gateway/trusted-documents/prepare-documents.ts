import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { ConfigurationError } from '../../schema/configuration-error.ts';
import type { FederationGateway } from '../federation-gateway.ts';
import { type OperationLimits, operationLimits } from '../http/operation-limits.ts';
import { type PlanningSettings, planningSettings } from '../planning/planning-settings.ts';
import { checkDocuments } from './check-documents.ts';
import { planAhead } from './plan-ahead.ts';
import { manifestError } from './read-manifest.ts';
import type { DocumentsInFile } from './trusted-documents.ts';

export interface PrepareOptions {
  gateway: Pick<FederationGateway, 'onSchemaLoadOrUpdate' | 'operationsOf'>;
  trustedDocuments?: DocumentsInFile | null;
  operationLimits?: Partial<OperationLimits>;
  planning?: Partial<PlanningSettings>;
  /** May callers ask for the schema? */
  introspection: boolean;
  log: Logger;
}

/** Trusted documents on their way to be asked. */
export interface PreparedDocuments {
  /**
   * Resolves when they fit the graph that the gateway began with.
   *
   * @throws {ConfigurationError} with the documents that do not
   */
  checked(): Promise<void>;
  stop(): void;
}

/**
 * Checks trusted documents against each graph that the gateway loads, from the first, and then plans them. Those that a changed graph
 * no longer fits are logged: it stays in force for all others.
 */
export function prepareDocuments(options: PrepareOptions): PreparedDocuments {
  const { gateway, trustedDocuments, log } = options;
  if (!trustedDocuments) return { checked: async () => {}, stop() {} };
  let first: Promise<ConfigurationError | null> | undefined;
  let running = new AbortController();
  const forget = gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    running.abort();
    running = new AbortController();
    const checked = prepare(apiSchema, trustedDocuments, options, running.signal);
    if (first)
      void checked.then((error) => error && log.error(`Trusted documents do not fit any more: ${error.message}`));
    first ??= checked;
  });
  return {
    checked: async () => {
      const error = await first;
      if (error) throw error;
    },
    stop: () => {
      forget();
      running.abort();
    },
  };
}

/** @returns what is wrong with them, when that is known; planning goes on after it */
async function prepare(
  schema: GraphQLSchema,
  { file, documents }: DocumentsInFile,
  { gateway, introspection, planning, log, ...options }: PrepareOptions,
  signal: AbortSignal,
): Promise<ConfigurationError | null> {
  const limits = { ...operationLimits, ...options.operationLimits };
  const { sound, faults } = await checkDocuments(documents, { schema, limits, introspection, signal });
  if (signal.aborted) return null;
  const operations = gateway.operationsOf(schema);
  const maxBytes = (planning?.cacheBytes ?? planningSettings.cacheBytes) / 2;
  if (operations) void planAhead(sound, { operations, maxBytes, log, signal });
  return faults.length > 0 ? manifestError(file, faults) : null;
}
