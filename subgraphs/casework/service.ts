import { committedRegister, readRegister } from '../../schema/register.ts';
import type { CallKeys } from '../../signed-calls/call-keys.ts';
import { connectDatabase } from '../kit/database.ts';
import { type ServedRequest, type Subgraph, type SubgraphOptions, startService } from '../kit/service.ts';
import { seedCasebook } from './casebook.ts';
import { type CaseworkContext, createContext } from './context.ts';
import type { Partners } from './links/partners-over-http.ts';
import { startDelivery } from './requests/delivery.ts';
import { type DeliverySettings, defaultDelivery } from './requests/delivery-settings.ts';
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

/** What casework is made with. */
export interface CaseworkOptions {
  /** The clock by which an overview knows what is frozen today, and an act when it was done; default the real one. */
  now?: () => Date;
  /** How organisations are asked; without it they cannot be asked. */
  partners?: Partners;
  /** The keys that sign those questions; their public parts are served. */
  callKeys?: CallKeys;
  /** How requests are brought to organisations, where it is not as usual. */
  delivery?: Partial<DeliverySettings>;
}

/** The wijkteam's own subgraph. */
export function createCasework(options: CaseworkOptions = {}): Subgraph {
  const { callKeys } = options;
  return {
    role,
    migrate: migrateCasework,
    seed: seedCasebook,
    async start(subgraphOptions) {
      await takeOverOrganisations(subgraphOptions);
      const settings = settingsOf(options, subgraphOptions);
      const definition = {
        role,
        resolvers: caseworkResolvers,
        createContext: (request: ServedRequest<CaseworkTables>) => createContext(request, settings),
        ...(callKeys ? { publicKeys: () => callKeys.published() } : {}),
      } as const;
      const { delivery } = settings;
      const service = await startService<CaseworkTables, CaseworkContext>(definition, subgraphOptions).catch(
        async (error: unknown) => {
          await delivery.close();
          throw error;
        },
      );
      return { ...service, close: () => service.close().finally(() => delivery.close()) };
    },
  };
}

function settingsOf(options: CaseworkOptions, { databaseUrl, organisations }: SubgraphOptions) {
  const { now = () => new Date(), partners = null } = options;
  const register = readRegister(committedRegister);
  const delivery = { ...defaultDelivery, ...(partners ? {} : asksNobody), ...options.delivery };
  const organisation = { oin: organisations.find((each) => each.role === role)?.oin ?? '' };
  const surroundings = {
    // Its own connections: who waits for an organisation keeps nobody else waiting.
    database: connectDatabase<CaseworkTables>({ databaseUrl, role, maxConnections: 3 }),
    performAct: partners?.performAct ?? (() => Promise.reject(new Error('no organisation can be asked'))),
    facts: () => ({ register, organisation, now: now() }),
  };
  return { now, partners, register, requestTermMs: delivery.termMs, delivery: startDelivery(surroundings, delivery) };
}

const asksNobody: Partial<DeliverySettings> = { scanMs: null, refreshMs: null };

export const casework: Subgraph = createCasework();
