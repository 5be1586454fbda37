import { SubgraphError } from '../kit/errors.ts';
import type { Resolvers } from '../kit/role-schema.ts';
import { caseResolvers, clientResolvers } from './client-resolvers.ts';
import type { CaseworkContext } from './context.ts';
import { type PartnerStub, partnerRoles, partnerStub, type RoleValue } from './partner-roles.ts';
import type { Team } from './store/cases.ts';

/** How many clients one field gives at most. */
const maxClients = 500;

const query = {
  client: (_: unknown, { id }: { id: string }, { load }: CaseworkContext) => load.client.load(id),
  clients(_: unknown, { ids }: { ids: readonly string[] }, { load }: CaseworkContext) {
    if (ids.length > maxClients) {
      throw new SubgraphError('BAD_USER_INPUT', `At most ${maxClients} clients at once; asked: ${ids.length}`);
    }
    return load.client.loadMany(ids);
  },
  team: (_: unknown, { id }: { id: string }, { load }: CaseworkContext) => load.team.load(id),
  teams: (_: unknown, __: object, { listTeams }: CaseworkContext) => listTeams(),
  async partners(_: unknown, { role }: { role?: RoleValue | null }, { listPartners }: CaseworkContext) {
    const asked = partnerRoles.find(({ value }) => value === role);
    return (await listPartners(asked?.role)).map(partnerStub);
  },
};

const team = {
  clients({ id }: Team, page: { first?: number | null; offset?: number | null }, { load }: CaseworkContext) {
    const { first, offset } = { first: page.first ?? 50, offset: page.offset ?? 0 };
    if (first < 0 || first > maxClients) {
      throw new SubgraphError('BAD_USER_INPUT', `first must be 0 to ${maxClients}; asked: ${first}`);
    }
    if (offset < 0) throw new SubgraphError('BAD_USER_INPUT', `offset must be 0 or more; asked: ${offset}`);
    return load.caseload.load({ teamId: id, first, offset });
  },
};

/** An organisation as an entity: null for one that does not take part in the role whose type is asked. */
const partnerEntity = (typename: PartnerStub['__typename']) => ({
  async __resolveReference({ oin }: { oin: string }, { load }: CaseworkContext): Promise<PartnerStub | null> {
    const known = await load.partner.load(String(oin));
    const stub = known && partnerStub(known);
    return stub?.__typename === typename ? stub : null;
  },
});

/** The resolvers of role casework. */
export const caseworkResolvers: Resolvers<CaseworkContext> = {
  Query: query,
  Team: team,
  Client: clientResolvers,
  Case: caseResolvers,
  ...Object.fromEntries(partnerRoles.map(({ typename }) => [typename, partnerEntity(typename)])),
};
