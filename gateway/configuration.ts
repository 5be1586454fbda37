import { z } from 'zod';
import { ConfigurationError } from '../schema/configuration-error.ts';
import type { OtlpSettings } from './audit/otlp/open-otlp.ts';
import { type ReadingClient, readingClients } from './audit/reading/reading-clients.ts';
import type { OperationLimits } from './http/operation-limits.ts';
import { operationLimitsSetting } from './http/operation-limits-setting.ts';
import { type PlanningSettings, planningSettings } from './planning/planning-settings.ts';
import { type DocumentsSetting, documentsSetting, documentsVariables } from './trusted-documents/documents-setting.ts';

const port = z.coerce.number().int().min(0).max(65_535);

const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(4000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  ISSUER: z.url({ protocol: /^https?$/ }),
  AUDIENCE: z.string().min(1).default('urn:korte-lijnen:gateway'),
  ORGANISATIONS_FILE: z.string().min(1).default('schema/organisations.yaml'),
  REGISTER_FILE: z.string().min(1).default('schema/processing-register.yaml'),
  SUPERGRAPH_FILE: z.string().min(1).default('schema/supergraph.graphql'),
  CALL_KEY_FILE: z.string().min(1).optional(),
  AUDIT_PSEUDONYM_SECRET: z.string().min(32, 'a secret of 32 characters or more'),
  AUDIT_KEY_FILE: z.string('the path of a JWK set').min(1),
  AUDIT_CHECKPOINT_FILE: z.string().min(1).default('audit-checkpoints.jsonl'),
  AUDIT_OTLP_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !new URL(url).username && !new URL(url).password, 'a URL without a user or password')
    .optional(),
  AUDIT_OTLP_MANDATORY: z.enum(['true', 'false']).default('false'),
  AUDIT_READERS: readingClients.prefault(''),
  ...documentsVariables,
  OPERATION_LIMITS: operationLimitsSetting.prefault(''),
  MAX_BODY_BYTES: z.coerce.number().int().min(1000).max(100_000_000).default(1_000_000),
  PLANNING_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(planningSettings.timeoutMs),
  PLAN_CACHE_BYTES: z.coerce.number().int().min(1_000_000).max(4_000_000_000).default(planningSettings.cacheBytes),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** What the gateway is started with. */
export interface Configuration {
  /** In production: no introspection, no GraphiQL. */
  production: boolean;
  host: string;
  port: number;
  databaseUrl: string;
  /** The OIDC issuer whose access tokens are taken. */
  issuer: string;
  /** What those tokens must be meant for. */
  audience: string;
  organisationsFile: string;
  registerFile: string;
  supergraphFile: string;
  /** The private keys that sign calls; null: made at start, which will do for one gateway alone. */
  callKeyFile: string | null;
  /** What the access log is kept with. */
  audit: {
    pseudonymSecret: string;
    /** The private keys that sign checkpoints. */
    keyFile: string;
    checkpointFile: string;
    /** A collector that gets the lines of the log; null: none. */
    otlp: OtlpSettings | null;
    /** Programs that may read the log. */
    readers: readonly ReadingClient[];
  };
  /** Documents that may be asked by id, or alone may be asked; null: every document is asked by its text. */
  trustedDocuments: DocumentsSetting | null;
  /** What an operation may ask at the most, where that is not as usual. */
  operationLimits: Partial<OperationLimits>;
  /** The largest body of a request, in bytes. */
  maxBodyBytes: number;
  /** How long a new document may be planned, and what may be kept of those that were. */
  planning: Pick<PlanningSettings, 'timeoutMs' | 'cacheBytes'>;
  logLevel: string;
}

/**
 * Reads the configuration from the environment.
 *
 * @throws {ConfigurationError} naming each variable that is missing or wrong; never its value, which may hold a password
 */
export function readConfiguration(variables: Readonly<Record<string, string | undefined>>): Configuration {
  const read = environment.safeParse(variables);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => {
      const name = path.join('.');
      const found = variables[name] === undefined ? 'nothing' : 'something else';
      return { file: 'the environment', path: name, expected: message, found };
    });
    throw new ConfigurationError(faults);
  }
  const { data } = read;
  const production = data.NODE_ENV === 'production';
  return {
    production,
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL,
    issuer: data.ISSUER,
    audience: data.AUDIENCE,
    organisationsFile: data.ORGANISATIONS_FILE,
    registerFile: data.REGISTER_FILE,
    supergraphFile: data.SUPERGRAPH_FILE,
    callKeyFile: data.CALL_KEY_FILE ?? null,
    audit: {
      pseudonymSecret: data.AUDIT_PSEUDONYM_SECRET,
      keyFile: data.AUDIT_KEY_FILE,
      checkpointFile: data.AUDIT_CHECKPOINT_FILE,
      otlp: data.AUDIT_OTLP_URL ? { url: data.AUDIT_OTLP_URL, mandatory: data.AUDIT_OTLP_MANDATORY === 'true' } : null,
      readers: data.AUDIT_READERS,
    },
    trustedDocuments: documentsSetting(data, production),
    operationLimits: data.OPERATION_LIMITS,
    maxBodyBytes: data.MAX_BODY_BYTES,
    planning: { timeoutMs: data.PLANNING_TIMEOUT_MS, cacheBytes: data.PLAN_CACHE_BYTES },
    logLevel: data.LOG_LEVEL,
  };
}
