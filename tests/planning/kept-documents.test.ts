import { type DocumentNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createDocumentStore } from '../../gateway/http/document-store.ts';

const documentOf = (number: number, fields: number): DocumentNode =>
  parse(`{ ${Array.from({ length: fields }, (_, at) => `field${at}: field${number}`).join(' ')} }`);

test('documents are kept within their memory: those that were asked last', async () => {
  const store = createDocumentStore(1_000_000);
  for (let number = 0; number < 1000; number += 1) {
    await store.set(`${number}`, documentOf(number, 10));
    // Asked all the time.
    await store.get('0');
  }
  const kept = await Promise.all(
    Array.from({ length: 1000 }, async (_, number) => (await store.get(`${number}`)) !== undefined),
  );
  const count = kept.filter(Boolean).length;
  expect(count).toBeGreaterThan(50);
  expect(count).toBeLessThan(150);
  expect(kept[0]).toBe(true);
  expect(kept.slice(1, 1000 - count).some(Boolean)).toBe(false);
});

test('one that takes more than all of it is not kept, and neither is one of which the size is not known', async () => {
  const store = createDocumentStore(100_000);
  await store.set('large', documentOf(1, 1000));
  await store.set('unknown', parse('{ a }', { noLocation: true }));
  await store.set('small', documentOf(1, 1));
  expect([await store.get('large'), await store.get('unknown')]).toEqual([undefined, undefined]);
  expect(await store.get('small')).toBeDefined();
  await store.delete('small');
  expect(await store.get('small')).toBeUndefined();
});
