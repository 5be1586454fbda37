import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** A port on this machine is in use by another program. */
export class PortTakenError extends Error {
  readonly code = 'PORT_TAKEN';
  readonly port: number;

  /** @param wantedBy what wanted the port, for a person to read */
  constructor(port: number, wantedBy: string) {
    super(`port ${port}, which ${wantedBy} needs, is in use by another program`);
    this.name = 'PortTakenError';
    this.port = port;
  }
}

/** Can nothing listen on this port, because something else does? */
export async function isPortTaken(port: number, host = '127.0.0.1'): Promise<boolean> {
  try {
    await listenOnce(port, host);
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return true;
    throw error;
  }
}

/** Below the ports that the operating system itself hands out for outgoing connections, so that none of those is in the way. */
const range = { from: 20_000, to: 32_000 };

/** A port that was free a moment ago. Another program can still take it first. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (;;) {
    const port = randomInt(range.from, range.to);
    if (!(await isPortTaken(port, host))) return port;
  }
}

/** Several different ports that were free a moment ago. */
export async function freePorts(count: number, host = '127.0.0.1'): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort(host));
  return [...ports];
}

function listenOnce(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve()));
  });
}
