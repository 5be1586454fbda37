import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkCategories } from '../../schema/check-categories.ts';
import { compose } from '../../schema/compose-command.ts';
import { composeSupergraph } from '../../schema/compose-supergraph.ts';

const committed = fileURLToPath(new URL('../../schema/', import.meta.url));
const program = join(committed, 'compose.ts');

type Alterations = Readonly<Record<string, readonly [string | RegExp, string]>>;

/** A copy of the real schemas with, in some files, one text replaced by another. */
function alteredSchemas(alterations: Alterations = {}): Disposable & { directory: string } {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-compose-'));
  cpSync(committed, directory, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  for (const [file, [from, to]] of Object.entries(alterations)) {
    const path = join(directory, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    expect(after, `${file} has the text to be altered`).not.toBe(before);
    writeFileSync(path, after);
  }
  return { directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true }) };
}

function faultsOf(alterations: Alterations) {
  using schemas = alteredSchemas(alterations);
  return compose({ directory: schemas.directory, check: true }).faults;
}

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('the committed supergraph is what the committed schemas give', () => {
  expect(compose({ directory: committed, check: true })).toMatchObject({ result: 'unchanged', faults: [] });
});

test('composing is deterministic, and names no address of a partner', () => {
  const sdl = composeSupergraph(committed).supergraphSdl ?? '';
  expect(composeSupergraph(committed).supergraphSdl).toBe(sdl);
  expect(sdl.match(/url: "http[^"]*invalid\/"/g)).toHaveLength(7);
  expect(sdl).not.toContain('127.0.0.1');
});

test('all remarks on the committed schemas are expected ones', () => {
  expect(composeSupergraph(committed).remarks.filter(({ expected }) => !expected)).toEqual([]);
});

test('a schema that changed without its supergraph: drift, with what to run', () => {
  const faults = faultsOf({ 'wmo.graphql': ['waivedBecause: String', 'waivedBecause: String\n  since: Date'] });
  expect(faults).toMatchObject([{ code: 'SUPERGRAPH_DRIFT', hint: 'run: npm run compose' }]);
});

test('composing writes the supergraph, and then there is no drift', () => {
  using schemas = alteredSchemas({ 'wmo.graphql': ['waivedBecause: String', 'waivedBecause: String\n  since: Date'] });
  const { directory } = schemas;
  expect(compose({ directory, check: false })).toMatchObject({ result: 'written', faults: [] });
  expect(compose({ directory, check: true })).toMatchObject({ result: 'unchanged', faults: [] });
  expect(readFileSync(join(directory, 'supergraph.graphql'), 'utf8')).toContain('since: Date');
});

test('a supergraph that is not there is drift too', () => {
  using schemas = alteredSchemas();
  rmSync(join(schemas.directory, 'supergraph.graphql'));
  expect(compose({ directory: schemas.directory, check: true }).faults).toMatchObject([{ code: 'SUPERGRAPH_DRIFT' }]);
});

test('what is faulty is never written', () => {
  using schemas = alteredSchemas({ 'wmo.graphql': [' @policy(policies: [["care"]])\n}', '\n}'] });
  const before = readFileSync(join(schemas.directory, 'supergraph.graphql'), 'utf8');
  expect(compose({ directory: schemas.directory, check: false }).result).toBe('refused');
  expect(readFileSync(join(schemas.directory, 'supergraph.graphql'), 'utf8')).toBe(before);
});

test('a composition error has its message, code and a hint', () => {
  const [fault] = faultsOf({ 'housing.graphql': ['tenancy: Tenancy @', 'tenancy: String @'] });
  expect(fault).toMatchObject({ code: 'EXTERNAL_TYPE_MISMATCH' });
  expect(fault?.message).toContain('HousingDossier.tenancy');
  expect(fault?.hint).toMatch(/@external field must have the type/);
});

test('GraphQL that cannot be read is named with file, line and column', () => {
  const faults = faultsOf({ 'cjib.graphql': ['type Fine @policy', 'type Fine { @policy'] });
  expect(faults).toMatchObject([{ code: 'INVALID_GRAPHQL', role: 'cjib' }]);
  expect(faults[0]?.message).toMatch(/cjib\.graphql:32:13: Syntax Error/);
});

test('a role without a schema file is named', () => {
  using schemas = alteredSchemas();
  rmSync(join(schemas.directory, 'insurer.graphql'));
  const { faults } = compose({ directory: schemas.directory, check: true });
  expect(faults).toMatchObject([{ code: 'SCHEMA_FILE_UNREADABLE', role: 'insurer' }]);
});

test.each<[string, Alterations, string[]]>([
  [
    'a field of Client',
    { 'casework.graphql': ['birthDate: Date @policy(policies: [["identity"]])', 'birthDate: Date'] },
    ['Client.birthDate'],
  ],
  [
    'a dossier field, where the type has none',
    { 'housing.graphql': ['tenancy: Tenancy @policy(policies: [["tenancy"]])', 'tenancy: Tenancy'] },
    ['HousingDossier.tenancy'],
  ],
  [
    'each field of an object type',
    { 'wmo.graphql': ['type Provision @policy(policies: [["care"]])', 'type Provision'] },
    ['Provision.kind', 'Provision.provider', 'Provision.from', 'Provision.until'],
  ],
  [
    'a member of a union',
    {
      'casework.graphql': [
        'type ArrangementInDefault @policy(policies: [["payment-arrangements"]])',
        'type ArrangementInDefault',
      ],
    },
    ['ArrangementInDefault.partner', 'ArrangementInDefault.arrangementId', 'ArrangementInDefault.description'],
  ],
  [
    'a policy without a category',
    {
      'casework.graphql': [
        'birthDate: Date @policy(policies: [["identity"]])',
        'birthDate: Date @policy(policies: [[]])',
      ],
    },
    ['Client.birthDate'],
  ],
  [
    'a field of Client, although the type has one',
    {
      'casework.graphql': [
        /type Client @key\(fields: "id"\) \{([\s\S]*?)birthDate: Date @policy\(policies: \[\["identity"\]\]\)/,
        'type Client @key(fields: "id") @policy(policies: [["identity"]]) {$1birthDate: Date',
      ],
    },
    ['Client.birthDate'],
  ],
])('without a category: %s', (_, alterations, coordinates) => {
  const faults = faultsOf(alterations).filter(({ code }) => code === 'POLICY_MISSING');
  expect(faults.map(({ message }) => message.split(':')[0]).sort()).toEqual([...coordinates].sort());
});

test('what is reached through an interface only needs a category as well', () => {
  const [fault] = faultsOf({
    'casework.graphql': [
      '"What an organisation is to the client (rol)."',
      'type Letter { text: String! }\nextend type HousingCorporation { letters: [Letter!] }\n\n"What an organisation is to the client (rol)."',
    ],
  });
  expect(fault).toMatchObject({ code: 'POLICY_MISSING' });
  expect(fault?.message).toBe('Letter.text: can be reached from Client and has no @policy category');
});

test('a copy of an organisation’s data that names no client is a fault', () => {
  const faults = faultsOf({
    'casework-acts.graphql': [/(type ClientRequest [^{]*\{[\s\S]*?)clientId: ID! @inaccessible/, '$1'],
  });
  expect(faults).toMatchObject([
    {
      code: 'SOURCE_WITHOUT_CLIENT',
      message: 'ClientRequest: has sourceOin, and no clientId that says whom it is about',
    },
  ]);
});

test('a category that does not exist is named with its field', () => {
  const [fault] = faultsOf({ 'cjib.graphql': ['[["debt-freezes", "penal"]]', '[["debt-freezes", "penall"]]'] });
  expect(fault).toMatchObject({ code: 'POLICY_UNKNOWN_CATEGORY' });
  expect(fault?.message).toContain('CjibDossier.debtFreezes: "penall" is not a category');
});

test.each<[string, Alterations, string, string]>([
  [
    'a root field',
    { 'housing.graphql': ['type Tenancy', 'type Query { houses: Int }\n\ntype Tenancy'] },
    'ROOT_FIELD_IN_PARTNER_ROLE',
    'Query.houses: role housing has a root field',
  ],
  [
    'a mutation',
    { 'insurer.graphql': ['"A health', 'extend type Mutation { forgive: Int }\n\n"A health'] },
    'ROOT_FIELD_IN_PARTNER_ROLE',
    'Mutation.forgive: role insurer has a root field',
  ],
  [
    'a field on Client that is not a list',
    { 'wmo.graphql': ['wmo: [', 'careLevel: Int! @policy(policies: [["care"]])\n  wmo: ['] },
    'CLIENT_FIELD_NOT_A_LIST',
    'Client.careLevel: role wmo gives Client a field that is not a list',
  ],
  [
    'an entity with another key',
    { 'cjib.graphql': ['type Fine @policy', 'type Fine @key(fields: "debtId") @policy'] },
    'ENTITY_KEY_NOT_ROUTABLE',
    'Fine: role cjib has an entity with the key "debtId"',
  ],
  [
    'a key of more than the oin',
    { 'housing.graphql': ['Partner @key(fields: "oin")', 'Partner @key(fields: "oin name")'] },
    'ENTITY_KEY_NOT_ROUTABLE',
    'HousingCorporation: role housing has an entity with the key "oin name"',
  ],
])('a partner’s role may not have %s', (_, alterations, code, message) => {
  expect(faultsOf(alterations)).toContainEqual(expect.objectContaining({ code, message, hint: expect.any(String) }));
});

test('a supergraph can be checked on its own, as the gateway does when it loads one', () => {
  const sdl = readFileSync(join(committed, 'supergraph.graphql'), 'utf8');
  expect(checkCategories(sdl)).toEqual([]);
  expect(checkCategories(sdl.replace(/(birthDate: Date .*) @policy\(.*\)/, '$1'))).toEqual([
    'Client.birthDate: can be reached from Client and has no @policy category',
  ]);
  expect(checkCategories('type Query { a: Int }')).toEqual(['Client: there is no such type']);
});

test('the command: exit code 1 with the fault on stderr, 0 when all is well, 2 for wrong arguments', () => {
  using schemas = alteredSchemas({ 'wmo.graphql': ['type Provision @policy(policies: [["care"]])', 'type Provision'] });
  const wrong = run('--check', '--dir', schemas.directory);
  expect(wrong).toMatchObject({ status: 1, stdout: '' });
  expect(wrong.stderr).toContain(
    '✗ Provision.kind: can be reached from Client and has no @policy category [POLICY_MISSING]',
  );
  const asJson = run('--check', '--json', '--dir', schemas.directory);
  expect(asJson.status).toBe(1);
  expect(JSON.parse(asJson.stdout)).toMatchObject({ result: 'refused', faults: expect.any(Array) });
  expect(run('--check')).toMatchObject({ status: 0, stdout: expect.stringContaining('supergraph.graphql: unchanged') });
  expect(run('--wat')).toMatchObject({ status: 2, stdout: '' });
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('npm run compose') });
});
