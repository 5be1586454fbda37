import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What becomes of the next statement that records: it passes, or the connection breaks before it arrives, or after. */
export type StatementFate = 'passes' | 'is lost' | 'is done and its answer lost';

/** Stands between a gateway and PostgreSQL, and knows the connection over which the gateway writes its log. */
export interface StatementProxy extends AsyncDisposable {
  port: number;
  /** What becomes of the next statement that records. Default: all pass. */
  next(fate: StatementFate): void;
  /** Breaks off the connections of this application name, and takes no new ones, until `admit`. */
  refuse(application: string): void;
  admit(): void;
  /** Keeps back the word of changes in facts about clients, from now on. */
  deafen(): void;
  /** How many of the statements that record were broken off. */
  readonly broken: number;
}

// The name of the statement goes along with each run of it.
const recording = Buffer.from('record-batch');
const telling = Buffer.from('korte_lijnen_facts\0');

// PostgreSQL's start-up message: names and values, each ended by a zero.
const applicationName = /application_name\0([^\0]*)\0/;

/** Starts a proxy to this host and port. */
export async function startStatementProxy(target: { host: string; port: number }): Promise<StatementProxy> {
  const open = new Map<Socket, string | null>();
  let fate: StatementFate = 'passes';
  let broken = 0;
  let isDeaf = false;
  let refused: string | null = null;
  const fateOf = (chunk: Buffer): StatementFate => {
    if (fate === 'passes' || !chunk.includes(recording)) return 'passes';
    const now = fate;
    fate = 'passes';
    broken += 1;
    return now;
  };
  const server = createServer((client) =>
    relay(client, connect(target), {
      open,
      fateOf,
      isRefused: (application) => application === refused,
      isKept: (chunk) => isDeaf && chunk.includes(telling),
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    next: (wanted) => {
      fate = wanted;
    },
    refuse: (application) => {
      refused = application;
      for (const [socket, name] of open) if (name === application) socket.destroy();
    },
    admit: () => {
      refused = null;
    },
    deafen: () => {
      isDeaf = true;
    },
    get broken() {
      return broken;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open.keys()) socket.destroy();
      }),
  };
}

interface Relaying {
  /** With the application name that each connection gave. */
  open: Map<Socket, string | null>;
  isRefused: (application: string) => boolean;
  fateOf: (chunk: Buffer) => StatementFate;
  /** Is this, of what the server says, kept back? */
  isKept: (chunk: Buffer) => boolean;
}

function relay(client: Socket, upstream: Socket, { open, isRefused, fateOf, isKept }: Relaying): void {
  const cut = () => {
    for (const socket of [client, upstream]) {
      socket.destroy();
      open.delete(socket);
    }
  };
  let isAnswerLost = false;
  for (const socket of [client, upstream]) {
    open.set(socket, null);
    socket.on('error', cut);
    socket.on('close', cut);
  }
  client.once('data', (chunk: Buffer) => {
    const [, application = ''] = applicationName.exec(chunk.toString('latin1')) ?? [];
    open.set(client, application);
    if (isRefused(application)) cut();
  });
  client.on('data', (chunk: Buffer) => {
    if (client.destroyed) return;
    const now = fateOf(chunk);
    if (now === 'is lost') return cut();
    if (now === 'is done and its answer lost') isAnswerLost = true;
    upstream.write(chunk);
  });
  upstream.on('data', (chunk: Buffer) => {
    // The server answers when it has committed.
    if (isAnswerLost) cut();
    else if (!isKept(chunk)) client.write(chunk);
  });
}
