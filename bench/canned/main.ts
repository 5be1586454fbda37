/** A process of its own: the subgraphs of a bench, at `/<role>`, with canned answers. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveBenchProcess } from '../children/serve-bench-process.ts';
import { dossierRoles } from '../client-view.ts';
import { type CannedRole, cannedRole } from './canned-role.ts';

const roles = new Map<string, CannedRole>(
  (['casework', ...dossierRoles] as const).map((role) => [`/${role}`, cannedRole(role)]),
);
let delayMs = 0;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const role = roles.get(request.url ?? '');
  if (!role) return void response.writeHead(404).end();
  const text = Buffer.from(await role(JSON.parse(Buffer.concat(chunks).toString())));
  if (delayMs > 0) await sleep(delayMs);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
}

// Longer than any gateway keeps an idle connection: a call must not meet one that is closed just then.
const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
await serveBenchProcess(server, { delay: (ms) => (delayMs = ms) });
