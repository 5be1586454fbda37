import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const limits = {
  // Longer than any gateway keeps an idle connection: a call must not meet one that is closed just then.
  keepAliveTimeout: 600_000,
  // A signed call names each client that it is about, in a header.
  maxHeaderSize: 131_072,
};

/** A server that answers as several subgraphs, each at a path of its own, from the body of a call to that of the answer. */
export function createCannedServer(
  subgraphs: ReadonlyMap<string, (body: string) => Promise<string>>,
  delayMs: () => number,
): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const subgraph = subgraphs.get(request.url ?? '');
    if (!subgraph) return void response.writeHead(404).end();
    const text = Buffer.from(await subgraph(Buffer.concat(chunks).toString()));
    if (delayMs() > 0) await sleep(delayMs());
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
  };
  return createServer(limits, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
}
