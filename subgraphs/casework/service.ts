import { committedRegister, readRegister } from '../../schema/register.ts';
import type { CallKeys } from '../../signed-calls/call-keys.ts';
import { connectDatabase } from '../kit/database.ts';
import { type ServedRequest, type Subgraph, type SubgraphOptions, startService } from '../kit/service.ts';
import { seedCasebook } from './casebook.ts';
import { type CaseworkContext, createContext } from './context.ts';
import type { Partners } from './links/partners-over-http.ts';
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
 * @param options.partners how organisations are asked; without it they cannot be asked
 * @param options.callKeys the keys that sign those questions; their public parts are served
 */
export function createCasework(options: { now?: () => Date; partners?: Partners; callKeys?: CallKeys } = {}): Subgraph {
  const { now = () => new Date(), partners = null, callKeys } = options;
  return {
    role,
    migrate: migrateCasework,
    seed: seedCasebook,
    async start(subgraphOptions) {
      const settings = { now, partners, register: readRegister(committedRegister) };
      await takeOverOrganisations(subgraphOptions);
      const definition = {
        role,
        resolvers: caseworkResolvers,
        createContext: (request: ServedRequest<CaseworkTables>) => createContext(request, settings),
        ...(callKeys ? { publicKeys: () => callKeys.published() } : {}),
      } as const;
      return startService<CaseworkTables, CaseworkContext>(definition, subgraphOptions);
    },
  };
}

export const casework: Subgraph = createCasework();
