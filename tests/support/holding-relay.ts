import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call on its way through the relay. */
export interface HeldCall {
  oin: string;
  /** `graphql`, `acts`, `matches`. */
  address: string;
  body: string;
}

/** What becomes of calls that were held: they, or their answers, go on; or the connection is cut. */
export type Fate = 'goes on' | 'is lost';

/** Calls that are held. */
export interface Hold {
  /** Resolves when all that it was to hold are held. */
  held: Promise<void>;
  /** Holds no more, and lets those that are held go on, or loses them. */
  end(fate: Fate): void;
}

/** Stands before organisations at all their addresses, passes on what they are asked, and holds what it is told to hold. */
export interface HoldingRelay extends AsyncDisposable {
  /** Where an organisation is to be called instead. */
  before(organisation: { oin: string; url: string }): string;
  /**
   * Holds calls.
   *
   * @param way `there`: before the organisation gets them; `back`: when it did what it was asked, and before its answer leaves
   * @param most how many it holds; those that come after pass
   */
  hold(way: 'there' | 'back', which: (call: HeldCall) => boolean, most: number): Hold;
}

interface OpenHold {
  way: 'there' | 'back';
  which: (call: HeldCall) => boolean;
  wait(): Promise<Fate>;
}

/** Starts a relay. Dispose it to stop; what hangs is cut off. */
export async function startHoldingRelay(): Promise<HoldingRelay> {
  const targets = new Map<string, string>();
  const holds = new Set<OpenHold>();
  const server = createServer(async (request, response) => {
    response.on('error', () => {});
    await pass(request, response, { targets, holds }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    before: ({ oin, url }) => {
      targets.set(oin, url);
      return `http://127.0.0.1:${port}/${oin}/graphql`;
    },
    hold: (way, which, most) => {
      const { promise: held, resolve: allHeld } = Promise.withResolvers<void>();
      const waiting: ((fate: Fate) => void)[] = [];
      const wait = () => {
        const { promise, resolve } = Promise.withResolvers<Fate>();
        if (waiting.push(resolve) === most) allHeld();
        return promise;
      };
      const open = { way, which: (call: HeldCall) => waiting.length < most && which(call), wait };
      holds.add(open);
      const end = (fate: Fate) => {
        holds.delete(open);
        for (const resolve of waiting) resolve(fate);
      };
      return { held, end };
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { targets, holds }: { targets: ReadonlyMap<string, string>; holds: ReadonlySet<OpenHold> },
): Promise<void> {
  const [, oin = '', address = ''] = (request.url ?? '').split('/');
  const call = { oin, address, body: await bodyOf(request) };
  const fateOf = (way: 'there' | 'back') =>
    [...holds].find((hold) => hold.way === way && hold.which(call))?.wait() ?? 'goes on';
  if ((await fateOf('there')) === 'is lost') return void response.destroy();
  const { authorization = '' } = request.headers;
  const headers = { 'content-type': 'application/json', authorization };
  const url = new URL(address, targets.get(oin));
  const passed = await fetch(url, { method: 'POST', headers, body: call.body });
  const text = await passed.text();
  if ((await fateOf('back')) === 'is lost') return void response.destroy();
  response.writeHead(passed.status, { 'content-type': 'application/json' }).end(text);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
