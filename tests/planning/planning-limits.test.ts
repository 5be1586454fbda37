import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { levels, manyWaysGraph, Operations, StartedThreads } from './planners.ts';

// Planning this takes many seconds.
const endless = levels(150);
const tooLong = 'OPERATION_TOO_COMPLEX: The operation takes more than 2 s to plan: ask for less at once.';

let operations: Operations | undefined;
let threads: StartedThreads;

beforeEach(() => {
  threads = new StartedThreads();
});

afterEach(async () => {
  await operations?.cache.close();
  threads[Symbol.dispose]();
});

test('planning a document ends at its limit; others are planned after it, and it is refused at once when it is asked again', async () => {
  operations = new Operations(manyWaysGraph, { timeoutMs: 2000 });
  const [long, other] = [operations.refusal(endless), operations.get(levels(3))];
  // Meanwhile what is known and what is small is there at once.
  expect(operations.get(levels(0))).not.toBeInstanceOf(Promise);
  expect(await long).toBe(tooLong);
  expect(await other).toMatchObject({ name: 'Query.thing' });
  expect(threads.workers).toHaveLength(2);
  expect(() => operations?.get(endless)).toThrow('takes more than 2 s to plan');
  expect(operations.warnings).toEqual(['The operation takes more than 2 s to plan: ask for less at once.']);
});

test('a document that takes more memory than it may is refused', async () => {
  operations = new Operations(manyWaysGraph, { timeoutMs: 60_000, heapMegabytes: 28 });
  expect(await operations.refusal(endless)).toBe(
    'OPERATION_TOO_COMPLEX: The operation takes too much memory to plan: ask for less at once.',
  );
});

describe('of documents that wait to be planned', () => {
  test('there are no more than a few; more are told to ask later', async () => {
    operations = new Operations(manyWaysGraph, { timeoutMs: 60_000, inlineMs: 0, maxWaiting: 1 });
    const planned = [operations.get(levels(4)), operations.get(levels(3))];
    expect(await operations.refusal(levels(1))).toBe(
      'PLANNING_UNAVAILABLE: Too many new operations wait to be planned: try again later.',
    );
    await Promise.all(planned);
    // That was no refusal of the document.
    expect(await operations.get(levels(1))).toMatchObject({ name: 'Query.thing' });
  });

  test('those that nobody waits for make room, and are not planned', async () => {
    operations = new Operations(manyWaysGraph, { timeoutMs: 60_000, maxWaiting: 1 });
    const caller = new AbortController();
    const planned = operations.get(levels(3));
    const left = operations.get(endless, caller.signal);
    caller.abort();
    const wanted = operations.get(levels(4));
    await expect(left).rejects.toMatchObject({ code: 'PLANNING_UNAVAILABLE' });
    await Promise.all([planned, wanted]);
    expect(threads.workers).toHaveLength(1);
  });

  test('the lightest is planned first', async () => {
    operations = new Operations(manyWaysGraph, { timeoutMs: 60_000 });
    const order: number[] = [];
    const plan = async (depth: number) => operations?.get(levels(depth));
    await Promise.all([3, 5, 4].map((depth) => plan(depth).then(() => order.push(depth))));
    expect(order).toEqual([3, 4, 5]);
  });
});

describe('the thread in which documents are planned', () => {
  test('is killed: another plans what it was at', async () => {
    operations = new Operations(manyWaysGraph, { inlineMs: 0, timeoutMs: 60_000 });
    await operations.get(levels(0));
    const planned = operations.get(levels(4));
    await threads.workers[0]?.terminate();
    expect(await planned).toMatchObject({ name: 'Query.thing' });
    expect(threads.workers).toHaveLength(2);
    expect(operations.warnings).toEqual(['A thread that plans operations ended before it was done: exit 1']);
  });

  test('cannot be had: who asks is told to ask later', async () => {
    operations = new Operations({ ...manyWaysGraph, sdl: 'what no thread can read' }, { inlineMs: 0 });
    expect(await operations.refusal('{ thing { id } }')).toBe(
      'PLANNING_UNAVAILABLE: New operations cannot be planned now: try again.',
    );
    const warning = 'A thread that plans operations ended before it was done: Error';
    expect(operations.warnings).toEqual([warning, warning]);
  });

  test('ends when it has rested, and starts again for the next document', async () => {
    operations = new Operations(manyWaysGraph, { inlineMs: 0, idleMs: 1 });
    await operations.get(levels(0));
    await threads.ended(0);
    await operations.get(levels(1));
    expect(threads.workers).toHaveLength(2);
  });

  test('ends when the gateway stops, whatever it is at; who waits for it is told', async () => {
    operations = new Operations(manyWaysGraph, { timeoutMs: 60_000 });
    const refusals = [operations.refusal(endless), operations.refusal(levels(4))];
    await operations.cache.close();
    for (const refusal of refusals) expect(await refusal).toMatch(/^PLANNING_UNAVAILABLE: /);
    expect(threads.running).toBe(0);
    expect(await operations.refusal(levels(6))).toBe('PLANNING_UNAVAILABLE: The gateway is stopping.');
  });
});
