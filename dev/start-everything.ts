import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Organisation, readOrganisations } from '../schema/organisations.ts';
import type { RoleName } from '../subgraphs/kit/wire.ts';
import { auditEnvironment, writeDevelopmentEnvironment } from './audit-files.ts';
import { lockDirectory } from './directory-lock.ts';
import { afterLeftovers, requirePorts, startDatabase, startIdentity } from './foundations.ts';
import { ProcessSet } from './process-set.ts';
import { type Say, up } from './say.ts';
import { addressOf, gatewayService, identityService, subgraphServices } from './services.ts';

export interface StartOptions {
  /** Keeps the embedded PostgreSQL and the identity provider's keys; held for this process alone. */
  dataDir: string;
  /** A PostgreSQL to use, as owner of the database; default: an embedded one. */
  databaseUrl?: string;
  /** False gives up the embedded PostgreSQL's safety at power loss for speed. Default true. */
  durable?: boolean;
  organisationsFile: string;
  supergraphFile: string;
  gatewayPort: number;
  identityPort: number;
  /** Roles whose subgraph is left down. */
  without?: readonly RoleName[];
  /** The environment to start the processes with, to which their own settings are added. */
  environment: Readonly<Record<string, string | undefined>>;
  say: Say;
}

/** Everything, running and ready. */
export interface RunningSet {
  gatewayUrl: string;
  issuer: string;
  organisations: readonly Organisation[];
  /** Resolves when one of its parts ends by itself, with one line that says which. */
  failed: Promise<string>;
  close(): Promise<void>;
}

/**
 * Starts PostgreSQL, the identity provider, the subgraphs and the gateway, and waits until all are ready. When anything
 * fails, what was started is taken down again.
 *
 * @throws {ConfigurationError} before anything is started, when the organisations file is wrong
 * @throws {DirectoryInUseError} when another start that still runs holds `dataDir`
 * @throws {PortTakenError} when a port is taken, with what needs it
 * @throws {PostgresStartError} @throws {StartError} when a part does not come up
 */
export async function startEverything(options: StartOptions): Promise<RunningSet> {
  const organisations = readOrganisations(options.organisationsFile);
  const { url: caseworkUrl = '' } = organisations.find(({ role }) => role === 'casework') ?? {};
  const subgraphs = subgraphServices(organisations, options.without).map((service) =>
    service.name === 'casework' ? { ...service, settings: pseudonymSettings(options) } : service,
  );
  const gateway = gatewayService(options.gatewayPort);
  const identity = identityService(options.identityPort);

  await using started = new AsyncDisposableStack();
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const lock = await afterLeftovers(() => lockDirectory(dataDir));
  started.defer(() => lock.release());
  await afterLeftovers(() => requirePorts([...subgraphs, gateway, identity]));

  const database = await startDatabase(options);
  started.defer(() => database.close());
  const { issuer, close: closeIdentity } = await startIdentity(options);
  started.defer(closeIdentity);
  const surroundings = { databaseUrl: database.url, issuer, gatewayUrl: addressOf(gateway), caseworkUrl };
  const processes = new ProcessSet(options, surroundings);
  started.defer(() => processes.stop());
  await processes.runToEnd('casebook', 'dev/prepare-database.ts', pseudonymSettings(options));
  options.say(up('casebook', 'sixteen cases in six stores'));
  const auditSettings = auditEnvironment(dataDir, options.environment);
  writeDevelopmentEnvironment(dataDir, { DATABASE_URL: database.url, ...auditSettings });
  const services = [...subgraphs, { ...gateway, settings: auditSettings }];
  await Promise.all(services.map((service) => processes.start(service)));

  const everything = started.move();
  return {
    gatewayUrl: addressOf(gateway),
    issuer,
    organisations,
    failed: Promise.race([processes.failed, database.failed]),
    close: () => everything.disposeAsync(),
  };
}

/** Not a secret, unless one is configured: the people of the casebook do not exist. */
const developmentPseudonyms = 'korte-lijnen development';

function pseudonymSettings({ environment }: StartOptions) {
  return { PSEUDONYM_SECRET: environment.PSEUDONYM_SECRET ?? developmentPseudonyms };
}
