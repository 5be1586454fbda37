import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Organisation } from '../../gateway/partners/organisation.ts';

/** One request that an organisation received, in all it said. */
export interface RecordedCall {
  path: string;
  /** Path, headers, what the token says, and body, as one text. */
  everything: string;
  body: string;
  claims: Record<string, unknown>;
}

/** Stands before an organisation, keeps all that it is sent, and passes it on; or answers itself. */
export interface Recorder extends AsyncDisposable {
  calls: RecordedCall[];
  organisation(organisation: Organisation): Organisation;
  /** Answers calls to `/matches` so instead of passing them on. */
  answerWith(answer: { status: number; headers?: Record<string, string>; body: string } | 'silence' | null): void;
}

export async function startRecorder(oin: string): Promise<Recorder> {
  const calls: RecordedCall[] = [];
  let target = '';
  let given: Parameters<Recorder['answerWith']>[0] = null;
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const path = request.url ?? '';
    const claims = claimsOf(request.headers.authorization ?? '');
    calls.push({ path, body, claims, everything: [path, request.rawHeaders, JSON.stringify(claims), body].join('\n') });
    const answer = path.endsWith('/matches') ? given : null;
    if (answer === 'silence') return;
    if (answer) return void response.writeHead(answer.status, answer.headers).end(answer.body);
    const headers = { 'content-type': 'application/json', authorization: request.headers.authorization ?? '' };
    const passed = await fetch(new URL(path, target), { method: 'POST', headers, body });
    response.writeHead(passed.status, { 'content-type': 'application/json' }).end(await passed.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    organisation(organisation) {
      if (organisation.oin !== oin) return organisation;
      target = organisation.url;
      return { ...organisation, url: `http://127.0.0.1:${port}/${oin}/graphql` };
    },
    answerWith: (answer) => {
      given = answer;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function claimsOf(authorization: string): Record<string, unknown> {
  const [, payload = ''] = authorization.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8') || '{}');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
