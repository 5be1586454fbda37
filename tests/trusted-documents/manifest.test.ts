import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { documentHash } from '../../gateway/trusted-documents/document-hash.ts';
import { readManifest } from '../../gateway/trusted-documents/read-manifest.ts';
import { ConfigurationError } from '../../schema/configuration-error.ts';
import { act, documents, hello } from './trusting-edge.ts';

const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-manifests-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const manifest = (operations: unknown) => ({ format: 'apollo-persisted-query-manifest', version: 1, operations });
const trusted = (body: string, name = 'Hello', type = 'query') => ({ id: documentHash(body), name, type, body });

function read(content: unknown): unknown {
  const file = join(directory, 'manifest.json');
  writeFileSync(file, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return readManifest(file);
}

describe('a manifest is read', () => {
  test('as Apollo’s tools write it', () => {
    expect(read(manifest(documents))).toEqual(documents);
    expect(read(manifest([{ ...trusted(hello), clientName: 'Wijkteam' }]))).toEqual([trusted(hello)]);
  });

  test('with none in it, or two ids for one document', () => {
    expect(read(manifest([]))).toEqual([]);
    expect(read(manifest([trusted(hello), { ...trusted(hello), id: 'Hello' }]))).toHaveLength(2);
  });

  test('with as many operations as it may have', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => trusted(`query Q${index} { hello }`, `Q${index}`));
    expect(read(manifest(many))).toHaveLength(10_000);
  });
});

describe('a manifest is refused', () => {
  const refused: [string, unknown, RegExp][] = [
    ['that is empty', '', /expected JSON/],
    ['that is no JSON', '{"format":', /expected JSON/],
    ['that is no text', Buffer.from([0xff, 0xfe, 0x00]), /expected JSON/],
    ['that is a list', [], /expected an object with format, version and operations/],
    ['that is null', null, /expected an object/],
    ['of another format', { ...manifest([]), format: 'relay' }, /: format: expected "apollo-persisted-query-manifest"/],
    ['of another version', { ...manifest([]), version: 2 }, /: version: expected 1/],
    ['without operations', { ...manifest([]), operations: undefined }, /: operations: expected a list/],
    ['as Relay’s tools write it', manifest({ [documentHash(hello)]: hello }), /: operations: expected a list/],
    ['with an operation that is a text', manifest([hello]), /: operations\[0\]: expected/],
    ['without an id', manifest([{ ...trusted(hello), id: undefined }]), /: operations\[0\].id: expected 64 lower/],
    ['with a number for an id', manifest([{ ...trusted(hello), id: 7 }]), /: operations\[0\].id: expected 64 lower/],
    ['with an empty id', manifest([{ ...trusted(hello), id: '' }]), /: operations\[0\].id: expected 64 lower/],
    [
      'with a prefixed id',
      manifest([{ ...trusted(hello), id: `sha256:${documentHash(hello)}` }]),
      /\[0\].id: expected/,
    ],
    ['with a very long id', manifest([{ ...trusted(hello), id: 'a'.repeat(201) }]), /\[0\].id: expected/],
    ['with an id of two lines', manifest([{ ...trusted(hello), id: 'a\nb' }]), /\[0\].id: expected/],
    ['without a name', manifest([{ ...trusted(hello), name: '' }]), /: operations\[0\].name: expected the name/],
    ['with a subscription', manifest([trusted('x', 'X', 'subscription')]), /\[0\].type: expected query or mutation/],
    ['without a body', manifest([{ ...trusted(hello), body: null }]), /: operations\[0\].body: expected the text/],
    [
      'with half a character',
      manifest([{ ...trusted(hello), body: '\ud800' }]),
      /: operations\[0\].body: expected text/,
    ],
    [
      'with an id twice',
      manifest([trusted(act, 'Act'), trusted(hello), trusted(hello)]),
      /operations\[2\] \(Hello\): expected an id of its own, found "[0-9a-f]{64}", which operations\[1\] \(Hello\) has too/,
    ],
    [
      'with an id for two bodies',
      manifest([
        { ...trusted(hello), id: 'x' },
        { ...trusted(act, 'Act'), id: 'x' },
      ]),
      /\(Act\): expected an id of its own, found "x", which operations\[0\] \(Hello\) has for another body/,
    ],
    [
      'with the hash of another body',
      manifest([{ ...trusted(hello), body: `${hello} ` }]),
      /operations\[0\] \(Hello\): expected the SHA-256 of its body as id, [0-9a-f]{64}, found/,
    ],
    [
      'with a hash in upper case',
      manifest([{ ...trusted(hello), id: documentHash(hello).toUpperCase() }]),
      /\(Hello\): expected the SHA-256/,
    ],
    ['with more operations than it may have', manifest(Array(50_000).fill(trusted(hello))), /at most 10000 operations/],
    ['that is larger than it may be', ' '.repeat(20_000_001), /expected at most 20000000 bytes, found 20000001/],
  ];

  test.each(refused)('%s', (_name, content, message) => {
    expect(() => read(content)).toThrow(ConfigurationError);
    expect(() => read(content)).toThrow(message);
  });

  test('that is not there, or is a folder', () => {
    expect(() => readManifest(join(directory, 'none.json'))).toThrow(/none.json: expected a file.*ENOENT/);
    expect(() => readManifest(directory)).toThrow(/expected a file.*EISDIR/);
  });

  test('and of many faults not all are told', () => {
    const faulty = manifest(Array.from({ length: 500 }, () => ({ ...trusted(hello), id: 'a'.repeat(64) })));
    expect(() => read(faulty)).toThrow(/found 979 more$/);
  });
});
