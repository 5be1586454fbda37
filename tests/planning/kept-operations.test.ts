import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { CompiledOperation } from '../../gateway/plan/compile-operation.ts';
import type { PlanStep } from '../../gateway/plan/compile-plan.ts';
import { loadSupergraph } from '../../gateway/plan/load-supergraph.ts';
import type { Selection } from '../../gateway/plan/selection.ts';
import { Operations } from './planners.ts';

const supergraph = loadSupergraph(readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'));

const parts = [
  'reference',
  'organisation { oin name }',
  'debts { id kind description since stage principalCents paidCents waivedCents outstandingCents }',
  'contactPersons { name position phone mandate { maxFreezeDays escalatesTo { name position } } deputy { name phone } }',
  'debtFreezes { id status from until debtIds conditions }',
  'paymentArrangements { id status debtIds monthlyCents instalments firstDueOn paidCents conditions }',
];

/** A document that no other number has. The larger the size, up to 30, the more is asked. */
function documentOf(number: number, size: number): string {
  const roles = ['cjib', 'housing', 'wmo', 'insurance', 'workAndIncome'];
  const dossiers = Array.from({ length: size }, (_, at) => {
    const role = roles[at % roles.length];
    return `d${at}: ${role} { ${parts.slice(0, 1 + ((number + at) % parts.length)).join(' ')} }`;
  });
  return `query Q${number}($id: ID!) { client(id: $id) { id household { id name { full } } ${dossiers.join(' ')} } }`;
}

const atOnce = { inlineMs: 1e9 };

async function compiled(operations: Operations, documents: readonly string[]): Promise<CompiledOperation[]> {
  const all: CompiledOperation[] = [];
  for (const document of documents) all.push(await operations.get(document));
  return all;
}

function fetches(step: PlanStep | null): Extract<PlanStep, { kind: 'fetch' }>[] {
  if (step === null) return [];
  if (step.kind === 'fetch') return [step];
  const below = step.kind === 'condition' ? [step.then, step.otherwise] : step.steps;
  return below.flatMap(fetches);
}

const asked = ({ plan }: CompiledOperation) =>
  fetches(plan).map(({ role, path, query }) => [role, path, query.head([query.whole])]);

describe('operations are kept', () => {
  test('within their memory, however many are asked; what was dropped is planned again as it was', async () => {
    const operations = new Operations(supergraph, { ...atOnce, cacheBytes: 1_200_000 });
    const documents = Array.from({ length: 60 }, (_, number) => documentOf(number, 1 + (number % 4)));
    const [first, ...rest] = documents;
    const before = asked(await operations.get(first ?? ''));
    for (const document of rest) {
      await operations.get(document);
      expect(operations.cache.size.bytes).toBeLessThanOrEqual(1_200_000);
    }
    expect(operations.cache.size.operations).toBeLessThan(40);
    expect(operations.cache.size.operations).toBeGreaterThan(5);
    const latest = documents.at(-1) ?? '';
    expect(operations.get(latest)).toBe(operations.get(latest));
    expect(asked(await operations.get(first ?? ''))).toEqual(before);
  });

  test('one that takes more than all of it is answered, and not kept', async () => {
    const operations = new Operations(supergraph, { ...atOnce, cacheBytes: 10_000 });
    expect(await operations.get(documentOf(1, 3))).toMatchObject({ name: 'Query.client' });
    expect(operations.cache.size).toEqual({ operations: 0, bytes: 0 });
  });

  test('and weighed again when they are used: they grow', async () => {
    const operations = new Operations(supergraph, atOnce);
    const operation = await operations.get(documentOf(1, 5));
    const { bytes } = operations.cache.size;
    use(operation);
    operations.get(documentOf(1, 5));
    operations.get(documentOf(1, 5));
    expect(operations.cache.size.bytes).toBe(Math.ceil(operation.bytes()));
    expect(operations.cache.size.bytes).toBeGreaterThan(bytes);
  });
});

describe('what a compiled operation is said to take', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const heap = (): number => {
    for (let round = 0; round < 2; round += 1) collect();
    return process.memoryUsage().heapUsed;
  };

  test.each([
    [1, 100],
    [6, 40],
    [20, 12],
  ])('is what it takes, within a factor of two: %i dossiers', async (size, count) => {
    const operations = new Operations(supergraph, atOnce);
    // What the planner itself keeps is not theirs.
    await compiled(
      operations,
      Array.from({ length: 5 }, (_, number) => documentOf(10_000 + number, size)),
    );
    const documents = Array.from({ length: count }, (_, number) => documentOf(1 + number, size));
    const empty = heap();
    const kept = await compiled(operations, documents);
    const said = () => kept.reduce((bytes, operation) => bytes + operation.bytes(), 0);
    const unused = { said: said(), taken: heap() - empty };
    for (const operation of kept) use(operation);
    const used = { said: said(), taken: heap() - empty };
    for (const { said, taken } of [unused, used]) {
      expect(said / taken).toBeGreaterThan(0.5);
      expect(said / taken).toBeLessThan(2);
    }
  });
});

// As when answers of every type came by.
function use({ plan, shapeFor }: CompiledOperation): void {
  readAll(shapeFor({}));
  for (const { query } of fetches(plan)) {
    readAll(query.whole.selection);
    const { categories } = query;
    const variant = query.variant((category) => category !== categories[0]);
    query.head([variant]);
    readAll(variant.selection);
  }
}

function readAll(selection: Selection | null): void {
  for (const type of selection?.possibleTypes() ?? []) {
    for (const field of selection?.fieldsOf(type) ?? []) {
      let { value } = field;
      while (value.kind === 'list') value = value.item;
      if (value.kind === 'object') readAll(value.selection);
    }
  }
}
