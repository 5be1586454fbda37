import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SubjectFacts } from '../../gateway/consent/facts.ts';
import { FactsCache } from '../../gateway/consent/facts-cache.ts';
import { noFacts } from '../../gateway/consent/facts-source.ts';

/** Facts as they stood at a moment, told by the relation's id. */
const factsAt = (version: number): SubjectFacts => ({
  ...noFacts,
  relations: [{ id: `version ${version}`, teamId: 'team-ondiep', validFrom: 0, validUntil: null }],
});

/** A source of facts about whom a test changes; a read gives what stood when it began, and ends when the test says so. */
function slowSource() {
  const versions = new Map<string, number>();
  const ends: (() => void)[] = [];
  const read: string[][] = [];
  return {
    read,
    change: (id: string) => versions.set(id, (versions.get(id) ?? 0) + 1),
    endReads: () => {
      for (const end of ends.splice(0)) end();
    },
    current: (id: string) => factsAt(versions.get(id) ?? 0),
    async factsOf(ids: readonly string[]) {
      read.push([...ids]);
      const facts = new Map(ids.map((id) => [id, factsAt(versions.get(id) ?? 0)]));
      await new Promise<void>((resolve) => ends.push(resolve));
      return facts;
    },
  };
}

async function give(cache: FactsCache, source: ReturnType<typeof slowSource>, ...ids: string[]) {
  const asked = cache.factsOf(ids);
  source.endReads();
  return asked;
}

describe('facts are kept', () => {
  test('of every client until that one changes', async () => {
    const source = slowSource();
    const cache = new FactsCache(source);
    cache.following(true);
    await give(cache, source, 'ann', 'bob');
    await give(cache, source, 'bob', 'ann');
    expect(source.read).toEqual([['ann', 'bob']]);
    cache.changed('ann');
    await give(cache, source, 'ann', 'bob');
    expect(source.read).toEqual([['ann', 'bob'], ['ann']]);
  });

  test.each<[string, (cache: FactsCache) => void]>([
    ['the client changed while they were read', (cache) => cache.changed('ann')],
    ['someone changed of whom nothing is told', (cache) => cache.changed('')],
    ['something was done here while they were read', (cache) => cache.acted()],
    ['changes are no longer told', (cache) => cache.following(false)],
    [
      'changes were not told for a while',
      (cache) => {
        cache.following(false);
        cache.following(true);
      },
    ],
  ])('not when %s', async (_, meanwhile) => {
    const source = slowSource();
    const cache = new FactsCache(source);
    cache.following(true);
    const asked = cache.factsOf(['ann']);
    source.change('ann');
    meanwhile(cache);
    source.endReads();
    await asked;
    expect((await give(cache, source, 'ann')).get('ann')).toEqual(source.current('ann'));
  });

  test('never while nobody tells of changes', async () => {
    const source = slowSource();
    const cache = new FactsCache(source);
    await give(cache, source, 'ann');
    await give(cache, source, 'ann');
    expect(source.read).toHaveLength(2);
  });

  test('not when reading them fails', async () => {
    let fails = true;
    const source = {
      factsOf: async (ids: readonly string[]) => {
        if (fails) throw new Error('away');
        return new Map(ids.map((id) => [id, factsAt(1)]));
      },
    };
    const cache = new FactsCache(source);
    cache.following(true);
    await expect(cache.factsOf(['ann'])).rejects.toThrow('away');
    fails = false;
    expect((await cache.factsOf(['ann'])).get('ann')).toEqual(factsAt(1));
  });
});

test('whatever is read, changed and done in whatever order: once a change is told, nothing older is given', async () => {
  const id = fc.constantFrom('ann', 'bob', 'cas');
  const step = fc.oneof(
    fc.record({ kind: fc.constant('ask' as const), ids: fc.uniqueArray(id, { minLength: 1 }) }),
    fc.record({ kind: fc.constant('change' as const), id }),
    fc.record({ kind: fc.constant('end' as const) }),
    fc.record({ kind: fc.constant('act' as const) }),
    fc.record({ kind: fc.constant('lose' as const), id }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const source = slowSource();
      const cache = new FactsCache(source);
      cache.following(true);
      for (const each of steps) {
        if (each.kind === 'ask') void cache.factsOf(each.ids);
        else if (each.kind === 'end') source.endReads();
        else if (each.kind === 'act') cache.acted();
        else if (each.kind === 'change') {
          source.change(each.id);
          cache.changed(each.id);
        } else {
          // The connection is lost, something changes, and it is there again.
          cache.following(false);
          source.change(each.id);
          cache.following(true);
        }
        await Promise.resolve();
      }
      source.endReads();
      await new Promise((resolve) => setImmediate(resolve));
      const given = await give(cache, source, 'ann', 'bob', 'cas');
      for (const [client, facts] of given) expect(facts).toEqual(source.current(client));
    }),
    { numRuns: 300 },
  );
});
