import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../gateway/trusted-documents/command/run-command.ts';
import { composeSupergraph } from '../support/federation.ts';

const typeDefs = 'type Query { partners: [Partner!]! } type Partner { name: String } type Mutation { act: String }';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const texts = {
  'partners.graphql': '# Wie doet mee\r\nquery Partners { partners { name } }\n',
  'deep/down/act.gql':
    'mutation Act($id: ID!) { withdrawRequest(input: { requestId: $id, idempotencyKey: "k" }) { id } }',
  'deep/copy.graphql': '# Wie doet mee\r\nquery Partners { partners { name } }\n',
};

let directory: string;
let supergraph: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-documents-'));
  for (const [name, text] of Object.entries(texts)) write(`all/${name}`, text);
  supergraph = write('graph/supergraph.graphql', composeSupergraph({ words: { typeDefs, url: 'http://127.0.0.1' } }));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function write(name: string, content: string | Buffer): string {
  const file = join(directory, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
  return file;
}

async function run(args: readonly string[], variables: Record<string, string> = {}) {
  const said = { stdout: '', stderr: '' };
  const into = (name: keyof typeof said) =>
    new Writable({
      write(chunk, _encoding, done) {
        said[name] += chunk;
        done();
      },
    });
  const status = await runCommand(args, { variables, stdout: into('stdout'), stderr: into('stderr') });
  return { status, ...said };
}

const partners = {
  id: sha256(texts['partners.graphql']),
  name: 'Partners',
  type: 'query',
  body: texts['partners.graphql'],
};

describe('make', () => {
  test('a manifest of a folder: its documents to the letter, each once, by name', async () => {
    const { status, stdout, stderr } = await run(['make', join(directory, 'all')]);
    expect([status, stderr]).toEqual([0, '']);
    const act = texts['deep/down/act.gql'];
    expect(JSON.parse(stdout)).toEqual({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: sha256(act), name: 'Act', type: 'mutation', body: act }, partners],
    });
  });

  test('one of files and of other manifests', async () => {
    const made = await run(['make', join(directory, 'all/deep')]);
    const manifest = write('deep.json', made.stdout);
    const { stdout } = await run(['make', join(directory, 'all/partners.graphql'), manifest]);
    expect(stdout).toBe((await run(['make', join(directory, 'all')])).stdout);
  });

  test.each<[string, string | Buffer, RegExp]>([
    ['no GraphQL', 'query {', /expected a GraphQL document, found Syntax Error/],
    ['nothing in it', '', /expected a GraphQL document, found Syntax Error/],
    ['no operation', 'fragment F on Query { __typename }', /expected one operation .* found 0 operations/],
    ['two operations', 'query A { __typename } query B { __typename }', /found 2 operations/],
    ['an operation without a name', '{ __typename }', /expected an operation with a name/],
    ['a subscription', 'subscription S { x }', /found a subscription/],
    ['no UTF-8', Buffer.from([0xff, 0xfe]), /in UTF-8/],
  ])('nothing, of a file with %s', async (_name, content, message) => {
    const file = write('wrong.graphql', content);
    const { status, stdout, stderr } = await run(['make', join(directory, 'all'), file]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(file);
    expect(stderr).toMatch(message);
  });

  test('nothing, of what is not there, or of a folder without documents', async () => {
    mkdirSync(join(directory, 'empty'), { recursive: true });
    for (const name of ['none.graphql', 'none.json', 'none', 'empty']) {
      const { status, stdout, stderr } = await run(['make', join(directory, name)]);
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toContain(name);
    }
  });

  test('nothing, of two documents that want one id', async () => {
    const own = (body: string) => ({ ...partners, id: 'Partners', body });
    const manifest = (body: string) =>
      JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations: [own(body)] });
    const files = [write('one.json', manifest('query Partners { a }')), write('two.json', manifest(partners.body))];
    expect(await run(['make', ...files])).toMatchObject({ status: 1, stdout: '', stderr: /"Partners", which another/ });
  });
});

describe('check', () => {
  const check = (file: string, ...more: string[]) => run(['check', file, '--supergraph', supergraph, ...more]);
  const manifestOf = (operations: unknown) =>
    write('manifest.json', JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
  const entry = (body: string, name: string, type = 'query') => ({ id: sha256(body), name, type, body });

  test('says that all is well', async () => {
    const { status, stdout, stderr } = await check(manifestOf([partners]));
    expect([status, stdout, stderr]).toEqual([0, '1 document, none to be refused\n', '']);
    expect(JSON.parse((await check(manifestOf([partners]), '--json')).stdout)).toEqual({ operations: 1, faults: [] });
  });

  const introspecting = entry('query I { __schema { queryType { name } } }', 'I');
  const faulty: [string, ReturnType<typeof entry>, RegExp][] = [
    ['no GraphQL', entry('query {', 'Q'), /\(Q\): expected a GraphQL document/],
    ['two operations', entry('query A { __typename } mutation B { __typename }', 'A'), /\(A\): .* found 2 operations/],
    [
      'another name',
      entry('query A { __typename }', 'B'),
      /\(B\): expected the query B in its body, found the query A/,
    ],
    [
      'an act said to be a query',
      entry('mutation A { __typename }', 'A'),
      /expected the query A .* found the mutation A/,
    ],
    ['a field that is not there', entry('query A { owing }', 'A'), /\(A\): expected a document that fits the graph/],
    ['a fragment that is not there', entry('query A { ...F }', 'A'), /Unknown fragment "F"/],
    ['questions about the schema', introspecting, /introspection has been disabled/],
    ['too much', entry(`query A { ${'x: __typename '.repeat(600)} }`, 'A'), /more than \d+ /],
  ];

  test('names every document that would be refused', async () => {
    const file = manifestOf([partners, ...faulty.map(([, operation], index) => ({ ...operation, id: `id-${index}` }))]);
    const { status, stdout } = await check(file);
    expect(status).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.pop()).toBe(`${faulty.length + 1} documents, ${faulty.length} to be refused`);
    for (const [index, [, , message]] of faulty.entries()) {
      expect(lines[index]).toContain(`${file}: operations[${index + 1}]`);
      expect(lines[index]).toMatch(message);
    }
    const { faults } = JSON.parse((await check(file, '--json')).stdout) as { faults: unknown[] };
    expect(faults).toHaveLength(faulty.length);
  });

  test('holds documents to the limits and the questions that this gateway takes', async () => {
    expect((await check(manifestOf([introspecting]), '--introspection')).status).toBe(0);
    const { stdout } = await run(['check', manifestOf([partners]), '--supergraph', supergraph], {
      OPERATION_LIMITS: 'depth=1',
    });
    expect(stdout).toContain('more than 1 fields below each other');
    const wrong = await run(['check', manifestOf([partners])], { OPERATION_LIMITS: 'depht=1' });
    expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('OPERATION_LIMITS') });
  });

  test('says what is wrong with a manifest or a graph as a whole', async () => {
    expect((await check(join(directory, 'none.json'))).stderr).toContain('ENOENT');
    const noGraph = await run([
      'check',
      manifestOf([partners]),
      '--supergraph',
      write('g.graphql', 'type Query { a: Int }'),
    ]);
    expect([noGraph.status, noGraph.stderr]).toEqual([1, expect.stringContaining('expected a supergraph')]);
    const { status, stdout } = await check(manifestOf([{ ...partners, id: 'a'.repeat(64) }]), '--json');
    expect([status, JSON.parse(stdout)]).toMatchObject([1, { operations: null, faults: [{ path: /\(Partners\)/ }] }]);
  });
});

test.each([[['--help']], [['help']], [['make', '--help']], [['check', '-h']]])('%j: how it is used', async (args) => {
  const { status, stdout, stderr } = await run(args);
  expect([status, stdout.startsWith('npm run -s trusted-documents'), stderr]).toEqual([0, true, '']);
});

test.each([
  [[]],
  [['unheard-of']],
  [['make']],
  [['make', 'a', '--json']],
  [['make', 'a', '--supergraph', 'b']],
  [['check']],
  [['check', 'a', 'b']],
  [['check', 'a', '--unheard-of']],
])('%j: exit code 2, and how it is used', async (args) => {
  const { status, stdout, stderr } = await run(args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('npm run -s trusted-documents');
});
