import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askClientView } from '../../dev/ask.ts';
import { clientIdOfCase } from '../../dev/invitation.ts';
import { makeManifest } from '../../gateway/trusted-documents/command/make-manifest.ts';
import { documentHash } from '../../gateway/trusted-documents/document-hash.ts';
import { readDocuments } from '../../gateway/trusted-documents/documents-setting.ts';
import { type GatewayProcesses, gatewayProcesses, issuerOf } from '../support/gateway-process.ts';
import { createWorld, debtAssistance, type World } from '../support/world.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const manifestFile = at('dev/trusted-documents.json');
const sdl = readFileSync(at('schema/supergraph.graphql'), 'utf8');
const clientView = readFileSync(at('dev/client-view.graphql'), 'utf8');
const variables = { id: clientIdOfCase(5) };
const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-trusted-'));
const supergraphFile = join(directory, 'supergraph.graphql');

let world: World;
let processes: GatewayProcesses;
let token: string;

beforeAll(async () => {
  writeFileSync(supergraphFile, sdl);
  const trustedDocuments = readDocuments({ policy: 'only', file: manifestFile }) ?? undefined;
  world = await createWorld({ supergraphFile, trustedDocuments, explorable: false });
  token = await world.token('sanne');
  processes = gatewayProcesses(world, issuerOf(token));
});

afterAll(async () => {
  await processes[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true, force: true });
});

async function askById(url: string, init: RequestInit & { search?: string } = {}): Promise<[number, unknown]> {
  const named = { 'x-purpose': debtAssistance, 'content-type': 'application/json', 'apollo-require-preflight': '1' };
  const { search = '', ...rest } = init;
  const response = await fetch(`${url}/graphql${search}`, {
    ...rest,
    headers: { authorization: `Bearer ${token}`, ...named },
  });
  return [response.status, await response.json()];
}

const byId = { documentId: `sha256:${documentHash(clientView)}`, variables };

test('the manifest of the development documents is as those documents are', () => {
  expect(JSON.parse(readFileSync(manifestFile, 'utf8'))).toEqual(makeManifest([at('dev')]));
});

test('the client view is the same by its text and by its id, by POST and by GET', async () => {
  const byText = await askClientView(world.url, token, variables.id ?? '');
  expect(byText).toMatchObject({ data: { client: { overview: { totals: {} }, housing: expect.any(Array) } } });
  expect(await askById(world.url, { method: 'POST', body: JSON.stringify(byId) })).toEqual([200, byText]);
  const search = `?documentId=${byId.documentId}&variables=${encodeURIComponent(JSON.stringify(variables))}`;
  expect(await askById(world.url, { search })).toEqual([200, byText]);
});

test('no organisation is asked anything for another document', async () => {
  world.forget();
  const { status, errors } = await world.ask('query Free($id: ID!) { client(id: $id) { id } }', { variables });
  expect([status, errors?.[0]?.extensions]).toEqual([400, { code: 'DOCUMENT_NOT_TRUSTED' }]);
  expect(world.calls).toEqual([]);
});

test('of documents that a changed graph no longer fits the log tells, and the others are answered', async () => {
  const changed = sdl.replace(/^ {2}waivedBecause: String.*\n/m, '');
  expect(changed).not.toBe(sdl);
  writeFileSync(supergraphFile, changed);
  const told = /Trusted documents do not fit any more.*\(ClientView\).*waivedBecause/;
  await expect.poll(() => world.logged(), { timeout: 20_000 }).toMatch(told);
  expect((await askById(world.url, { method: 'POST', body: JSON.stringify(byId) }))[0]).toBe(400);
  writeFileSync(supergraphFile, sdl);
  const status = async () => (await askById(world.url, { method: 'POST', body: JSON.stringify(byId) }))[0];
  await expect.poll(status, { timeout: 20_000 }).toBe(200);
  expect(world.logged().match(/do not fit any more/g)).toHaveLength(1);
});

test('the metrics count how documents are asked', async () => {
  const metrics = await (await fetch(`${world.url}/metrics`)).text();
  for (const asked of ['id', 'text', 'otherText', 'otherId']) {
    expect(metrics).toMatch(
      new RegExp(`^korte_lijnen_documents_total\\{asked="${asked}"\\} ${asked === 'otherId' ? 0 : '[1-9]'}`, 'm'),
    );
  }
});

const production = { NODE_ENV: 'production', TRUSTED_DOCUMENTS: undefined };

test('in production a gateway takes those only', async () => {
  const gateway = await processes.start({ ...production, TRUSTED_DOCUMENTS_FILE: manifestFile });
  expect(await askById(gateway.url, { method: 'POST', body: JSON.stringify(byId) })).toMatchObject([
    200,
    { data: { client: { id: variables.id } } },
  ]);
  expect(await askById(gateway.url, { method: 'POST', body: JSON.stringify({ query: '{ __typename }' }) })).toEqual([
    400,
    { errors: [{ message: expect.any(String), extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] },
  ]);
});

test('a gateway does not start with a document that it would refuse, and names it', async () => {
  const body = 'query Owing { client(id: "x") { owing } }';
  const file = join(directory, 'manifest.json');
  const operations = [{ id: documentHash(body), name: 'Owing', type: 'query', body }];
  writeFileSync(file, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
  await expect(processes.start({ ...production, TRUSTED_DOCUMENTS_FILE: file })).rejects.toThrow(
    /operations\[0\] \(Owing\): expected a document that fits the graph, found Cannot query field "owing"/,
  );
});
