import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What becomes of the next statement that records: it passes, or the connection breaks before it arrives, or after. */
export type StatementFate = 'passes' | 'is lost' | 'is done and its answer lost';

/** Stands between a gateway and PostgreSQL, and knows the connection over which the gateway writes its log. */
export interface StatementProxy extends AsyncDisposable {
  port: number;
  /** What becomes of the next statement that records. Default: all pass. */
  next(fate: StatementFate): void;
  /** Keeps back the word of changes in facts about clients, from now on. */
  deafen(): void;
  /** How many of the statements that record were broken off. */
  readonly broken: number;
}

// The name of the statement goes along with each run of it.
const recording = Buffer.from('record-batch');
const telling = Buffer.from('korte_lijnen_facts\0');

/** Starts a proxy to this host and port. */
export async function startStatementProxy(target: { host: string; port: number }): Promise<StatementProxy> {
  const open = new Set<Socket>();
  let fate: StatementFate = 'passes';
  let broken = 0;
  let isDeaf = false;
  const fateOf = (chunk: Buffer): StatementFate => {
    if (fate === 'passes' || !chunk.includes(recording)) return 'passes';
    const now = fate;
    fate = 'passes';
    broken += 1;
    return now;
  };
  const server = createServer((client) =>
    relay(client, connect(target), { open, fateOf, isKept: (chunk) => isDeaf && chunk.includes(telling) }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    next: (wanted) => {
      fate = wanted;
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
        for (const socket of open) socket.destroy();
      }),
  };
}

interface Relaying {
  open: Set<Socket>;
  fateOf: (chunk: Buffer) => StatementFate;
  /** Is this, of what the server says, kept back? */
  isKept: (chunk: Buffer) => boolean;
}

function relay(client: Socket, upstream: Socket, { open, fateOf, isKept }: Relaying): void {
  const cut = () => {
    for (const socket of [client, upstream]) {
      socket.destroy();
      open.delete(socket);
    }
  };
  let isAnswerLost = false;
  for (const socket of [client, upstream]) {
    open.add(socket);
    socket.on('error', cut);
    socket.on('close', cut);
  }
  client.on('data', (chunk: Buffer) => {
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
