import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server that speak over TCP, and can take the server away. */
export interface TcpProxy extends AsyncDisposable {
  port: number;
  /** Breaks every connection off, and refuses new ones until `restore`. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** Takes what is sent and passes nothing on, on new connections too, until `flow`. */
  stall(): void;
  flow(): void;
}

/** Starts a proxy to this host and port. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const open = new Map<Socket, Socket>();
  let isStalled = false;
  const server = createServer((client) => {
    const upstream = connect(target);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.set(socket, other);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      if (!isStalled) socket.pipe(other);
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open.keys()) socket.destroy();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut,
    restore: () => listen(port),
    stall: () => {
      isStalled = true;
      for (const [socket, other] of open) socket.unpipe(other);
    },
    flow: () => {
      isStalled = false;
      for (const [socket, other] of open) socket.pipe(other);
    },
    [Symbol.asyncDispose]: () => (server.listening ? cut() : Promise.resolve()),
  };
}
