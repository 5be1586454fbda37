import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import { pseudonym } from '../subgraphs/partner-world.ts';
import { createWorld, debtAssistance, oinOf, type World } from '../support/world.ts';

/** What went over the wire, with the claims of its token. */
interface SignedRequest {
  oin: string;
  body: string;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

const requests: SignedRequest[] = [];
const started = new AsyncDisposableStack();
let world: World;

/** Passes calls on to `target`, whose OIN is the last but one part of the path, and keeps what it saw. */
async function startRecorder(): Promise<(target: string) => string> {
  const targets = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const { authorization = '' } = request.headers;
    const token = authorization.replace('Bearer ', '');
    const [, oin = ''] = (request.url ?? '').split('/');
    requests.push({ oin, body, header: { ...decodeProtectedHeader(token) }, claims: decodeJwt(token) });
    const headers = { 'content-type': 'application/json', authorization };
    const passed = await fetch(targets.get(oin) ?? '', { method: 'POST', headers, body });
    response.writeHead(passed.status, { 'content-type': 'application/json' }).end(await passed.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  started.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return (target) => {
    const oin = /\d{20}/.exec(target)?.[0] ?? '';
    targets.set(oin, target);
    return `http://127.0.0.1:${port}/${oin}/graphql`;
  };
}

beforeAll(async () => {
  const recorded = await startRecorder();
  world = started.use(
    await createWorld({ organisation: (organisation) => ({ ...organisation, url: recorded(organisation.url) }) }),
  );
});
afterAll(() => started.disposeAsync());
beforeEach(() => {
  requests.length = 0;
});

const natasja = personByKey('natasja');
const query = `query ($id: ID!) { client(id: $id) { name { full }
  housing { reference debts { outstandingCents } tenancy { rentCents } } workAndIncome { reference debts { outstandingCents } } } }`;

test('every call is signed for its organisation, its body and half a minute', async () => {
  const { errors } = await world.ask(query, { variables: { id: natasja.id } });
  expect(errors).toBeUndefined();
  expect(requests.map(({ oin }) => oin).toSorted()).toEqual(
    [oinOf('casework'), oinOf('incomeDomstad'), oinOf('vechtoever'), oinOf('elinkhof')].toSorted(),
  );
  for (const { oin, body, header, claims } of requests) {
    expect(header).toEqual({ alg: 'ES256', typ: 'kl-call+jwt', kid: expect.any(String) });
    expect(claims).toMatchObject({
      iss: 'urn:korte-lijnen:gateway',
      aud: oin,
      exp: Number(claims.iat) + 30,
      purpose: debtAssistance,
      activity: debtAssistance,
      digest: createHash('sha256').update(body).digest('base64url'),
    });
  }
  expect(new Set(requests.map(({ claims }) => claims.jti)).size).toBe(requests.length);
});

test('a partner is told the pseudonym, the categories and their basis, but neither the client nor who asks', async () => {
  await world.ask(query, { variables: { id: natasja.id } });
  for (const name of ['vechtoever', 'incomeDomstad'] as const) {
    const { claims, body } = requests.find(({ oin }) => oin === oinOf(name)) ?? unasked();
    expect(claims.act).toEqual({ role: 'professional', organisation: oinOf('casework') });
    expect(claims.grants).toEqual([
      {
        subjects: [pseudonym(name, 'natasja')],
        categories: expect.arrayContaining(['debts', 'dossier']),
        basis: expect.arrayContaining([
          { category: 'debts', basis: expect.any(String), article: expect.stringMatching(/\S/) },
        ]),
      },
    ]);
    expect(claims.categories).toEqual([]);
    const told = `${JSON.stringify(claims)} ${body}`;
    for (const secret of [natasja.id, natasja.family, natasja.birthDate, 'sanne', 'Sanne']) {
      expect(told).not.toContain(secret);
    }
  }
});

test('casework is told who asks', async () => {
  await world.ask(query, { variables: { id: natasja.id } });
  const [first] = requests;
  expect(first?.oin).toBe(oinOf('casework'));
  expect(first?.claims.act).toEqual({
    role: 'professional',
    organisation: oinOf('casework'),
    sub: expect.any(String),
    name: expect.stringContaining('Sanne'),
    team: 'team-ondiep',
  });
});

test('the gateway publishes the keys that it signs with', async () => {
  await world.ask(query, { variables: { id: natasja.id } });
  const response = await fetch(`${world.url}/.well-known/jwks.json`);
  const { keys } = (await response.json()) as { keys: Record<string, string>[] };
  expect(keys.map(({ kid }) => kid)).toContain(requests[0]?.header.kid);
  expect(keys.flatMap((key) => Object.keys(key))).not.toContain('d');
});

function unasked(): never {
  throw new Error('the organisation was not asked');
}
