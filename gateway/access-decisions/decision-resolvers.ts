import { type OwnResolvers, ownCall } from '../own-subgraph/own-call.ts';
import type { Organisation } from '../partners/organisation.ts';
import { accessDecisions } from './list-decisions.ts';

/**
 * Resolvers of what was decided in the request.
 *
 * @param organisations all that decisions can be listed of
 */
export function decisionResolvers(organisations: readonly Organisation[]): OwnResolvers {
  return {
    Client: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      access: async ({ id }: { id: string }, { all }: { all?: boolean }, context: unknown) =>
        accessDecisions(ownCall(context).access, id, organisations, all === true),
    },
  };
}
