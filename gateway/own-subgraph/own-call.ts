import type { buildSubgraphSchema } from '@apollo/subgraph';
import type { RequestAccess } from '../consent/access-control.ts';
import type { RequestContext } from '../http/request-context.ts';

/** What the resolvers of the gateway's own part are given of the request. */
export interface OwnCall {
  /** The decisions of the request. */
  access: RequestAccess;
  /** Who asks, what for, in which trace. */
  context: RequestContext;
}

type SubgraphModules = Exclude<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>;

/** Resolvers of some of the types, by type and field. Their context is an `OwnCall`. */
export type OwnResolvers = NonNullable<Extract<SubgraphModules, { resolvers?: unknown }>['resolvers']>;

/** The context of a resolver of the gateway's own part: `answering-own-part.ts` gives no other. */
export function ownCall(context: unknown): OwnCall {
  return context as OwnCall;
}
