import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { type Organisation, readOrganisations } from '../schema/organisations.ts';
import { type RoleName, roleNames } from '../subgraphs/kit/wire.ts';
import { freePorts } from './ports.ts';
import type { Say } from './say.ts';
import { type RunningSet, startEverything } from './start-everything.ts';

export interface DemoSetOptions {
  /** Roles whose subgraph is left down. */
  without: readonly RoleName[];
  environment: Readonly<Record<string, string | undefined>>;
  say: Say;
}

/** The whole set on free ports, in a directory of its own that is gone when it is closed. */
export async function startDemoSet({ without, environment, say }: DemoSetOptions): Promise<RunningSet> {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-demo-'));
  chmodSync(directory, 0o711);
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    const [gatewayPort = 0, identityPort = 0, ...rolePorts] = await freePorts(2 + roleNames.length);
    const organisationsFile = join(directory, 'organisations.yaml');
    writeFileSync(
      organisationsFile,
      stringify({ organisations: atPorts(schemaFile('organisations.yaml'), rolePorts) }),
    );
    const set = await startEverything({
      dataDir: join(directory, 'data'),
      durable: false,
      organisationsFile,
      supergraphFile: schemaFile('supergraph.graphql'),
      gatewayPort,
      identityPort,
      without,
      environment,
      say,
    });
    const close = () => set.close().finally(remove);
    return { ...set, close };
  } catch (error) {
    remove();
    throw error;
  }
}

function schemaFile(name: string): string {
  return fileURLToPath(new URL(`../schema/${name}`, import.meta.url));
}

function atPorts(file: string, ports: readonly number[]): Organisation[] {
  return readOrganisations(file).map((organisation) => {
    const url = new URL(organisation.url);
    url.port = String(ports[roleNames.indexOf(organisation.role)]);
    return { ...organisation, url: url.href };
  });
}
