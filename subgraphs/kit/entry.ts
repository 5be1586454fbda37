import { z } from 'zod';
import { readOrganisations } from '../../schema/organisations.ts';
import type { RunningSubgraph, Subgraph } from './service.ts';

const environmentShape = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'expected a postgres URL' }),
  ORGANISATIONS_FILE: z.string('expected the path of an organisations file'),
  GATEWAY_JWKS_URL: z.url({ protocol: /^https?$/, error: 'expected the URL of the gateway’s public keys' }),
  CASEWORK_JWKS_URL: z.url({ protocol: /^https?$/, error: 'expected the URL of casework’s public keys' }).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number('expected a port').int().min(0).max(65_535).default(0),
});

/**
 * The whole of a role's process: starts the service, says in one line where it is up, and closes it on SIGTERM or SIGINT;
 * a second signal ends the process at once. When it cannot start it says why, and the exit code is 1.
 *
 * @param environment DATABASE_URL, ORGANISATIONS_FILE, GATEWAY_JWKS_URL (where the gateway publishes the keys of its signed
 *   calls); CASEWORK_JWKS_URL (where casework publishes those of its own; without it nobody may ask whether a client is
 *   known); HOST (default 127.0.0.1), PORT (default 0: any free one)
 */
export async function runSubgraph(
  subgraph: Subgraph,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  try {
    closeOnSignal(await start(subgraph, environment));
  } catch (error) {
    process.exitCode = 1;
    for (const line of reasonOf(error).split('\n')) console.error(`${subgraph.role}: ${line}`);
  }
}

async function start(subgraph: Subgraph, environment: Readonly<Record<string, string | undefined>>) {
  const settings = environmentShape.parse(environment);
  const { CASEWORK_JWKS_URL: caseworkJwksUrl } = settings;
  const running = await subgraph.start({
    databaseUrl: settings.DATABASE_URL,
    organisations: readOrganisations(settings.ORGANISATIONS_FILE),
    gatewayKeys: { jwksUrl: settings.GATEWAY_JWKS_URL },
    ...(caseworkJwksUrl === undefined ? {} : { caseworkKeys: { jwksUrl: caseworkJwksUrl } }),
    host: settings.HOST,
    port: settings.PORT,
  });
  console.log(`${subgraph.role}: up at ${running.url}`);
  return running;
}

function closeOnSignal(running: RunningSubgraph): void {
  let closing = false;
  const end = () => {
    if (closing) process.exit(1);
    closing = true;
    void running.close();
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

/** Never with the value of a setting: the database's URL carries a password. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return error.issues.map(({ path, message }) => `${path}: ${message}`).join('\n');
  if (!(error instanceof Error)) return 'did not start';
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE' ? `port ${port} is taken` : error.message;
}
