import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { type Organisation, readOrganisations } from '../schema/organisations.ts';
import { roleNames } from '../subgraphs/kit/wire.ts';
import { freePorts } from './ports.ts';

/** Where a set can listen beside others. */
export interface FreeAddresses {
  /** The organisations of the development default, at free ports. */
  organisationsFile: string;
  gatewayPort: number;
  identityPort: number;
}

const organisationsFile = fileURLToPath(new URL('../schema/organisations.yaml', import.meta.url));

/** Finds free ports for everything, and writes an organisations file with them into the directory. */
export async function freeAddresses(directory: string): Promise<FreeAddresses> {
  const [gatewayPort = 0, identityPort = 0, ...rolePorts] = await freePorts(2 + roleNames.length);
  const path = join(directory, 'organisations.yaml');
  writeFileSync(path, stringify({ organisations: readOrganisations(organisationsFile).map(at(rolePorts)) }));
  return { organisationsFile: path, gatewayPort, identityPort };
}

function at(ports: readonly number[]): (organisation: Organisation) => Organisation {
  return (organisation) => {
    const url = new URL(organisation.url);
    url.port = String(ports[roleNames.indexOf(organisation.role)]);
    return { ...organisation, url: url.href };
  };
}
