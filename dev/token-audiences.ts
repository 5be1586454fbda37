import type { ClientMetadata, ResourceServer } from 'oidc-provider';
import { type DevelopmentClient, developmentClients } from './clients.ts';

/** A working day, so that a token pasted in the morning still works in the afternoon. */
export const tokenSeconds = 8 * 60 * 60;

export const gatewayAudience = 'urn:korte-lijnen:gateway';

/** What tokens for this audience are like. */
export const meantFor = (audience: string): ResourceServer => ({
  audience,
  scope: '',
  accessTokenFormat: 'jwt',
  accessTokenTTL: tokenSeconds,
  jwt: { sign: { alg: 'ES256' } },
});

/** A program as the provider has to know it. */
export function confidentialClient({ id, secret }: DevelopmentClient): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  };
}

/** What the tokens of this client are for: the gateway, unless it is a program that is for something else. */
export function audienceOf(clientId: string | undefined): string {
  return developmentClients.find(({ id }) => id === clientId)?.audience ?? gatewayAudience;
}
