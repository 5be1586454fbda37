import { createServer, type RequestListener } from 'node:http';
import { bindPort } from '../gateway/http/bind-port.ts';
import { createProvider } from './create-provider.ts';
import { openIdentityKeys } from './identity-keys.ts';

export { requestToken } from './request-token.ts';

export interface IdentityProviderOptions {
  /** Default 0: any free port. */
  port?: number;
  /** A loopback address; default 127.0.0.1. */
  host?: string;
  /** Where the signing keys are kept, so that tokens survive a restart; default: in memory only. */
  dataDir?: string;
  /** What tokens take as the time; default the machine's clock. */
  now?: () => Date;
}

export interface IdentityProvider {
  issuer: string;
  /** Signs with a new key from now on; the key before it stays published. */
  rotateKeys(): Promise<void>;
  close(): Promise<void>;
}

const loopback = ['127.0.0.1', '::1', 'localhost'];

/**
 * Starts the identity provider of the development default, with the users of `users.ts`. FOR DEVELOPMENT ONLY: whoever
 * reaches it gets a token of any user, no password asked. So it listens on a loopback address alone, and answers only
 * requests that name its own address (a web page that points its own name at it gets nothing). In production the gateway
 * trusts an OpenID Connect issuer of the organisation instead.
 *
 * Throws RangeError for a host that is not loopback, and PortTakenError.
 */
export async function startIdentityProvider(options: IdentityProviderOptions = {}): Promise<IdentityProvider> {
  const { port = 0, host = '127.0.0.1', dataDir, now } = options;
  if (!loopback.includes(host)) throw new RangeError(`the development identity provider never listens on "${host}"`);
  const keys = await openIdentityKeys(dataDir);
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => {
    if (request.headers.host !== authority) response.writeHead(421).end();
    else answer(request, response);
  });
  const bound = await bindPort(server, { host, port });
  const authority = `${host === '::1' ? '[::1]' : host}:${bound}`;
  const issuer = `http://${authority}`;
  const useKeys = async () => {
    answer = (await createProvider({ issuer, keys: keys.current(), now })).callback();
  };
  await useKeys();
  return {
    issuer,
    rotateKeys: async () => {
      await keys.rotate();
      await useKeys();
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
