import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type IdentityProvider, startIdentityProvider } from '../../../dev/identity-provider.ts';
import { requestClientToken, requestToken } from '../../../dev/request-token.ts';
import { processingActivitiesAnswerer, type ReadingOptions } from '../../../gateway/audit/reading/answer-activities.ts';
import { readingAudience } from '../../../gateway/audit/reading/reading-clients.ts';
import type { LogEntry } from '../../../gateway/audit/record/log-record.ts';
import { send } from '../../../gateway/http/answer.ts';
import { openExchange } from '../../../gateway/http/exchange.ts';
import { createClientVerifier } from '../../../gateway/identity/verify-client.ts';
import { createLog, type LogWorld } from '../export/exporting.ts';

export const reader = { id: 'ldv-reader', organisation: '00000099000000001000' };

/** The reading interface over HTTP, on a real log, with the development identity provider. */
export interface ReadingWorld extends AsyncDisposable {
  log: LogWorld;
  url: string;
  provider: IdentityProvider;
  /** What was recorded of the reading. */
  recorded: LogEntry[];
  faults: unknown[];
  /** With a token of the reader, unless other headers are given. */
  ask(body: unknown, init?: RequestInit): Promise<Response>;
  clientToken(): Promise<string>;
  userToken(): Promise<string>;
}

export async function createReading(records: number, options: Partial<ReadingOptions> = {}): Promise<ReadingWorld> {
  await using made = new AsyncDisposableStack();
  const log = made.use(await createLog(records));
  const provider = await startIdentityProvider();
  made.defer(() => provider.close());
  const recorded: LogEntry[] = [];
  const faults: unknown[] = [];
  const answer = processingActivitiesAnswerer({
    database: log.database,
    append: async (entries) => void recorded.push(...entries),
    verify: createClientVerifier({ issuer: provider.issuer, audience: readingAudience }),
    clients: [reader],
    register: '2026-11-01.1',
    log: { error: (fields: unknown) => void faults.push(fields) },
    ...options,
  });
  const server = createServer((request, response) => {
    void answer(openExchange(request, response)).then((answered) => send(response, answered, {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  made.defer(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/processing-activities`;
  const everything = made.move();
  const clientToken = () => requestClientToken(provider.issuer, reader.id);
  return {
    log,
    url,
    provider,
    recorded,
    faults,
    clientToken,
    userToken: () => requestToken(provider.issuer, 'sanne'),
    async ask(body, init = {}) {
      return fetch(url, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await clientToken()}`,
          ...(init.headers as Record<string, string> | undefined),
        },
      });
    },
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}
