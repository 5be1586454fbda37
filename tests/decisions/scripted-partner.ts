import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PartnerAct, readPartnerAct } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import type { ActAnswer } from '../../subgraphs/kit/requests/wire/answer-wire.ts';
import { createCallVerifier } from '../../subgraphs/kit/verify-call.ts';
import { type CallClaims, caseworkIssuer } from '../../subgraphs/kit/wire.ts';
import { testCaseworkKeys } from '../support/sign-test-call.ts';

/** An act that an organisation was asked, in a call that verified. */
export interface AskedAct {
  oin: string;
  act: PartnerAct;
  claims: CallClaims;
}

/** What an organisation does with an act: an answer, another status or body, or nothing at all. */
export type Scripted = ActAnswer | { status: number; body?: string } | 'silence';

/** Organisations that answer acts as a test says, behind a real server. */
export interface ScriptedPartners extends AsyncDisposable {
  /** Base; an organisation's endpoint is `{url}/{oin}/graphql`. */
  url: string;
  asked: AskedAct[];
  answer(how: (asked: AskedAct) => Scripted | Promise<Scripted>): void;
}

export async function startScriptedPartners(): Promise<ScriptedPartners> {
  const verifier = createCallVerifier({ jwks: testCaseworkKeys.published() }, { issuer: caseworkIssuer });
  const asked: AskedAct[] = [];
  let answering: (asked: AskedAct) => Scripted | Promise<Scripted> = () => ({ status: 503 });
  const server = createServer(async (request, response) => {
    const [, oin = ''] = /^\/(\d{20})\/acts$/.exec(request.url ?? '') ?? [];
    const claims = await verifier.verifyToken(request.headers.authorization, oin);
    const body = await bodyOf(request);
    verifier.takeBody(claims, body);
    const act = readPartnerAct(body.toString('utf8'));
    if (!act) return void response.writeHead(400).end();
    asked.push({ oin, act, claims });
    const answer = await answering({ oin, act, claims });
    if (answer === 'silence') return;
    if ('status' in answer) return void response.writeHead(answer.status).end(answer.body);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: (how) => {
      answering = how;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
