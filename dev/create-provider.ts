import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import type { Adapter, Configuration, Provider } from 'oidc-provider';
import { developmentClients } from './clients.ts';
import { loadOidcProvider } from './load-oidc-provider.ts';
import { developmentClientId, developmentGrant } from './request-token.ts';
import { audienceOf, confidentialClient, gatewayAudience, meantFor, tokenSeconds } from './token-audiences.ts';
import { type DevelopmentUser, developmentUsers } from './users.ts';

export interface ProviderOptions {
  issuer: string;
  /** The first signs. */
  keys: readonly JWK[];
  now: (() => Date) | undefined;
}

/**
 * An OpenID provider that gives out access tokens for the gateway by `developmentGrant`, and to the programs of `clients.ts` tokens
 * for what each of them is for; and does nothing else.
 */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const { Provider, errors } = await loadOidcProvider();
  const provider = new Provider(options.issuer, configuration(options));
  provider.registerGrantType<{ username?: string }>(
    developmentGrant,
    async (ctx) => {
      const user = userNamed(ctx.oidc.params.username);
      if (!user) throw new errors.InvalidGrant('unknown user');
      const token = new provider.AccessToken({
        client: ctx.oidc.client,
        accountId: user.subject,
        grantId: randomUUID(),
        gty: developmentGrant,
        resourceServer: new provider.ResourceServer(gatewayAudience, meantFor(gatewayAudience)),
      });
      ctx.oidc.entity('AccessToken', token);
      ctx.body = { access_token: await token.save(), token_type: token.tokenType, expires_in: token.expiration };
    },
    ['username'],
  );
  return provider;
}

function configuration({ keys, now }: ProviderOptions): Configuration {
  return {
    adapter: () => nothingKept,
    clients: [
      {
        client_id: developmentClientId,
        token_endpoint_auth_method: 'none',
        grant_types: [developmentGrant],
        response_types: [],
        redirect_uris: [],
        id_token_signed_response_alg: 'ES256',
      },
      ...developmentClients.map(confidentialClient),
    ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    jwks: { keys: [...keys] },
    findAccount: () => undefined,
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, client) => audienceOf(client?.clientId),
        // Whatever a client asks for, its tokens are for what it is for.
        getResourceServerInfo: (_ctx, _resource, client) => meantFor(audienceOf(client.clientId)),
      },
    },
    extraTokenClaims: (_ctx, token) => claimsOf(token.kind === 'AccessToken' ? token.accountId : undefined),
    formats: {
      customizers: {
        jwt: (_ctx, _token, parts) => {
          if (now) shiftTimes(parts.payload, Math.round((now().getTime() - Date.now()) / 1000));
        },
      },
    },
    ttl: { AccessToken: tokenSeconds, ClientCredentials: tokenSeconds },
    fetch: () => Promise.reject(new Error('the development identity provider asks nothing of anyone')),
  };
}

/** Tokens are signed, not stored; and nobody has a session here. */
const nothingKept: Adapter = {
  upsert: async () => {},
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => {},
  destroy: async () => {},
  revokeByGrantId: async () => {},
};

function userNamed(username: string | undefined): DevelopmentUser | undefined {
  return developmentUsers.find((user) => user.username === username);
}

/** The claims that the gateway reads the actor from. */
function claimsOf(subject: string | undefined): Record<string, string | object> | undefined {
  const user = developmentUsers.find((candidate) => candidate.subject === subject);
  if (!user) return undefined;
  const { name, team, role, organisation, familyName, home } = user;
  return {
    name,
    kl_role: role,
    kl_organisation: organisation,
    ...(team === null ? {} : { kl_team: team }),
    ...(familyName === undefined ? {} : { family_name: familyName }),
    ...(home ? { address: { postal_code: home.postcode, street_address: `Proefstraat ${home.houseNumber}` } } : {}),
  };
}

function shiftTimes(payload: Record<string, unknown>, seconds: number): void {
  for (const claim of ['iat', 'exp', 'nbf']) {
    const time = payload[claim];
    if (typeof time === 'number') payload[claim] = time + seconds;
  }
}
