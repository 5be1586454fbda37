/** What goes over the wire between the gateway and a subgraph, besides GraphQL itself. */

/** The roles: each is one federated subgraph, played by one or more organisations. */
export const roleNames = ['casework', 'work-and-income', 'wmo', 'housing', 'insurer', 'cjib'] as const;

export type RoleName = (typeof roleNames)[number];

/** A part of the client view that the gateway could not or might not fetch. */
export interface NotDelivered {
  /** The client's id in casework. */
  clientId: string;
  role: RoleName;
  /** Null when not one organisation but the whole role is missing. */
  oin: string | null;
  /** Stable code, for example PARTNER_UNAVAILABLE. */
  reason: string;
}

/**
 * The body of a call to a subgraph. `extensions.korteLijnen.notDelivered` goes to casework only, with a request for the
 * overview, so that the overview can say what is missing and why.
 */
export interface SubgraphRequest {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
  extensions?: { korteLijnen?: { notDelivered?: readonly NotDelivered[] } } | null;
}
