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

/** The `iss` of the gateway's signed calls: GraphQL, at `{base}/{oin}/graphql`. */
export const gatewayIssuer = 'urn:korte-lijnen:gateway';

/** The `iss` of casework's own signed calls: whether an organisation knows a client, at `{base}/{oin}/matches`. */
export const caseworkIssuer = 'urn:korte-lijnen:casework';

/** The `typ` of a signed call's header: a token made for something else is never taken for a call. */
export const callTokenType = 'kl-call+jwt';

/** How long a signed call lives, in seconds: `exp` is `iat` and this. */
export const callLifetimeSeconds = 30;

/**
 * What a signed call says: the payload of a JWS (RFC 7515, compact, ES256) in the header `authorization: Bearer <jws>`. It
 * speaks for one call: one organisation, one body, one time.
 */
export interface CallClaims {
  iss: string;
  /** OIN of the organisation that is called. */
  aud: string;
  /** A UUID; no call is taken twice. */
  jti: string;
  /** Seconds since 1970. */
  iat: number;
  exp: number;
  act: CallActor;
  /** The processing activity that the caller named (header `x-purpose`); null: none. */
  purpose: string | null;
  /** The activity of the processing register by which was decided; null: none. */
  activity: string | null;
  /** What may be shown of whom. Who is in no grant may not be shown at all. */
  grants: readonly CallGrant[];
  /** The categories that may be shown of what is about no client: the organisation itself, its contact persons. */
  categories: readonly string[];
  /** SHA-256 of the body's bytes, base64url without padding. */
  digest: string;
}

/** On whose behalf is called. Partners are not told who it is; casework, whose people they are, is. */
export interface CallActor {
  /** What the person is at the organisation, for example `professional`. */
  role: string;
  /** OIN of the organisation that the person works for. */
  organisation: string;
  /** The person; to casework only, as are the name and the team. */
  sub?: string;
  name?: string;
  /** Null for people who work in no team. */
  team?: string | null;
}

/** The categories that may be shown of several clients, and why. */
export interface CallGrant {
  /** The organisation's own pseudonyms; to casework client ids. */
  subjects: readonly string[];
  categories: readonly string[];
  basis: readonly GrantBasis[];
}

/** Why a category may be shown. */
export interface GrantBasis {
  category: string;
  /** LEGAL_TASK, CONSENT or VITAL_INTEREST. */
  basis: string;
  /** The article of law. */
  article: string;
}
