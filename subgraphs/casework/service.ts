import { committedRegister, readRegister } from '../../schema/register.ts';
import { connectDatabase } from '../kit/database.ts';
import { type Subgraph, type SubgraphOptions, startService } from '../kit/service.ts';
import { seedCasebook } from './casebook.ts';
import { type CaseworkContext, createContext } from './context.ts';
import type { Linking } from './links/ask-organisation.ts';
import { caseworkResolvers } from './resolvers.ts';
import { migrateCasework } from './store/migrations.ts';
import { recordOrganisations } from './store/partners.ts';
import type { CaseworkTables } from './store/tables.ts';

const role = 'casework';

async function takeOverOrganisations({ databaseUrl, organisations }: SubgraphOptions): Promise<void> {
  const database = connectDatabase<CaseworkTables>({ databaseUrl, role, maxConnections: 1 });
  try {
    await recordOrganisations(database, organisations);
  } finally {
    await database.destroy();
  }
}

/**
 * The wijkteam's own subgraph.
 *
 * @param options.now the clock by which an overview knows what is frozen today, and an act when it was done; default the
 * real one
 * @param options.linking how organisations are asked whether they know a client; without it they cannot be asked
 */
export function createCasework(options: { now?: () => Date; linking?: Linking } = {}): Subgraph {
  const { now = () => new Date(), linking = null } = options;
  return {
    role,
    migrate: migrateCasework,
    seed: seedCasebook,
    async start(subgraphOptions) {
      const settings = { now, linking, register: readRegister(committedRegister) };
      await takeOverOrganisations(subgraphOptions);
      return startService<CaseworkTables, CaseworkContext>(
        { role, resolvers: caseworkResolvers, createContext: (request) => createContext(request, settings) },
        subgraphOptions,
      );
    },
  };
}

export const casework: Subgraph = createCasework();
