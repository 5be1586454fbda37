import { z } from 'zod';
import { IdentityProviderUnavailableError, KorteLijnenError } from '../gateway/errors.ts';
import { developmentClients } from './clients.ts';
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

/** The development identity provider has no program of this name. */
export class UnknownClientError extends KorteLijnenError {
  readonly code = 'UNKNOWN_CLIENT';

  constructor(id: string) {
    super(`no client "${id}"; there are: ${developmentClients.map((client) => client.id).join(', ')}`);
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
  return askForToken(issuer, { grant_type: developmentGrant, client_id: developmentClientId, username });
}

/**
 * Asks a running development identity provider for an access token of a program, in its own name.
 *
 * Throws UnknownClientError, and IdentityProviderUnavailableError when no development provider answers at `issuer`.
 */
export async function requestClientToken(issuer: string, id: string): Promise<string> {
  const client = developmentClients.find((known) => known.id === id);
  if (!client) throw new UnknownClientError(id);
  const authorization = `Basic ${Buffer.from(`${id}:${client.secret}`).toString('base64')}`;
  return askForToken(issuer, { grant_type: 'client_credentials' }, { authorization });
}

async function askForToken(
  issuer: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<string> {
  try {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form),
      redirect: 'error',
      signal: AbortSignal.timeout(5000),
    });
    return tokenResponse.parse(await response.json()).access_token;
  } catch (cause) {
    throw new IdentityProviderUnavailableError(`no development identity provider answers at ${issuer}`, { cause });
  }
}
