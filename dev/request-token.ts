import { z } from 'zod';
import { IdentityProviderUnavailableError, KorteLijnenError } from '../gateway/errors.ts';
import { developmentUsers } from './users.ts';

/** The grant that the development provider alone knows: a user's name is enough. */
export const developmentGrant = 'urn:korte-lijnen:grant-type:development-user';

export const developmentClientId = 'korte-lijnen-development';

/** The development identity provider has no user of this name. */
export class UnknownUserError extends KorteLijnenError {
  readonly code = 'UNKNOWN_USER';

  constructor(username: string) {
    super(`no user "${username}"; there are: ${developmentUsers.map((user) => user.username).join(', ')}`);
  }
}

const tokenResponse = z.object({ access_token: z.string() });

/**
 * Asks a running development identity provider for an access token of a user.
 *
 * Throws UnknownUserError, and IdentityProviderUnavailableError when no development provider answers at `issuer`.
 */
export async function requestToken(issuer: string, username: string): Promise<string> {
  if (!developmentUsers.some((user) => user.username === username)) throw new UnknownUserError(username);
  try {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: developmentGrant, client_id: developmentClientId, username }),
      redirect: 'error',
      signal: AbortSignal.timeout(5000),
    });
    return tokenResponse.parse(await response.json()).access_token;
  } catch (cause) {
    throw new IdentityProviderUnavailableError(`no development identity provider answers at ${issuer}`, { cause });
  }
}
