import type { Server } from 'node:net';
import { PortTakenError } from '../errors.ts';

/**
 * Has a server listen; port 0 takes any free one. Gives the port.
 *
 * Throws PortTakenError when another program has the port.
 */
export async function bindPort(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen({ host, port, exclusive: true }, resolve);
  await promise.catch((error: unknown) => {
    throw isAddressInUse(error) ? new PortTakenError(port, { cause: error }) : error;
  });
  server.off('error', reject);
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
