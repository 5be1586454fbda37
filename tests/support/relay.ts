import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call that passed a relay. */
export interface RelayedCall {
  body: string;
  headers: IncomingHttpHeaders;
  /** Settles when the caller's connection for this call is gone, or the answer was sent. */
  ended: Promise<'answered' | 'cut off'>;
}

/** A GraphQL answer of an organisation, open to change. */
export interface OrganisationAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
}

/** What a relay does with a call, counted from 1 since the last `behave`: all as it should be where nothing is said. */
export interface RelayBehaviour {
  /** Cut the connection, answer 500, or never answer. */
  refuse?: 'cut' | 'status 500' | 'silence';
  /** Waited for before the organisation is asked. */
  before?: (call: number) => Promise<unknown> | undefined;
  /** Changes the organisation's answer. */
  answer?: (answer: OrganisationAnswer, call: number, request: string) => OrganisationAnswer;
}

/** Stands before a real organisation and passes on what it is asked, until it is told to do otherwise. */
export interface Relay extends AsyncDisposable {
  url: string;
  calls: RelayedCall[];
  behave(behaviour: RelayBehaviour): void;
}

/** Starts a relay to this endpoint. Dispose it to stop; what hangs is cut off. */
export async function startRelay(target: string): Promise<Relay> {
  const calls: RelayedCall[] = [];
  let behaviour: RelayBehaviour = {};
  let counted = 0;
  const server = createServer(async (request, response) => {
    response.on('error', () => {});
    const ended = endOf(response);
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return;
    calls.push({ body, headers: request.headers, ended });
    counted += 1;
    await pass({ target, behaviour, number: counted, body }, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    calls,
    behave: (next) => {
      behaviour = next;
      counted = 0;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Passing {
  target: string;
  behaviour: RelayBehaviour;
  number: number;
  body: string;
}

async function pass(passing: Passing, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { target, behaviour, number, body } = passing;
  if (behaviour.refuse === 'cut') return void request.socket.destroy();
  if (behaviour.refuse === 'status 500') return void response.writeHead(500).end('inside of the organisation');
  if (behaviour.refuse === 'silence') return;
  await behaviour.before?.(number);
  const { authorization = '' } = request.headers;
  const headers = { 'content-type': 'application/json', authorization };
  const passed = await fetch(target, { method: 'POST', headers, body });
  const text = await passed.text();
  const answer = behaviour.answer?.(JSON.parse(text), number, body);
  response.writeHead(passed.status, { 'content-type': 'application/json' });
  response.end(answer ? JSON.stringify(answer) : text);
}

function endOf(response: ServerResponse): RelayedCall['ended'] {
  return new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished ? 'answered' : 'cut off'));
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
