import { expect } from 'vitest';
import type { Answer, AnswerError, Federation, Operation } from './federation.ts';

export type Path = readonly (string | number)[];

export interface Deviation {
  /**
   * Where the answer misses what a failed fetch would have brought: the path of every response field that is missing.
   * Left out: no fetch fails as a whole.
   */
  unavailable?: readonly Path[];
}

/**
 * Holds our answer against the one stock `ApolloGateway` gives: the data is the same text, so also in the order of its
 * keys, and the errors stand at the same paths. Three differences are by design, and this is all that is set aside:
 *
 * 1. A fetch that fails as a whole (no answer, status 500) is one error without a path
 *    at stock. Ours has one for every place where the fetch's part is missing, `PARTNER_UNAVAILABLE`:
 *    the paths are given in `unavailable`.
 * 2. A null or a wrong value where the type allows none is no error at stock: it stands in `extensions.valueCompletion`,
 *    and is dropped when there are other errors. Ours are errors with code `PARTNER_INVALID_RESPONSE`; where stock dropped
 *    its own, they may stand beside the others.
 * 3. Stock passes on a subgraph's message. Ours has its own, and nothing of the subgraph's, with code
 *    `PARTNER_UNAVAILABLE`.
 *
 * Two errors at one path count once.
 */
export function expectSameAnswer(ours: Answer, stock: Answer, { unavailable = [] }: Deviation = {}): void {
  expect(stock.data, `stock gave no data: ${stock.text}`).toBeDefined();
  expect(JSON.stringify(ours.data, null, 1), ours.text).toBe(JSON.stringify(stock.data, null, 1));

  const failedFetches = (stock.errors ?? []).filter((error) => error.path === undefined);
  const fieldErrors = (stock.errors ?? []).filter((error) => error.path !== undefined);
  const invalid = stock.extensions?.valueCompletion ?? [];
  expect(failedFetches.length > 0, `failed fetches at stock: ${stock.text}`).toBe(unavailable.length > 0);

  const ourInvalid = withCode(ours, 'PARTNER_INVALID_RESPONSE');
  const ourUnavailable = withCode(ours, 'PARTNER_UNAVAILABLE');
  expect(ourInvalid.length + ourUnavailable.length, `every error has one of two codes: ${ours.text}`).toBe(
    (ours.errors ?? []).length,
  );
  expect(paths(ourUnavailable), ours.text).toEqual(paths([...fieldErrors, ...unavailable.map((path) => ({ path }))]));
  if (stock.errors === undefined) expect(paths(ourInvalid), ours.text).toEqual(paths(invalid));
  for (const { message } of fieldErrors) expect(ours.text).not.toContain(message);
  expect(ours.extensions?.valueCompletion).toBeUndefined();
}

/** Asks both gateways, and holds ours against stock: the answer, and that no subgraph is asked more often. */
export async function expectLikeStock(
  federation: Pick<Federation, 'ours' | 'stock' | 'calls' | 'forget'>,
  operation: Operation,
  deviation?: Deviation,
) {
  federation.forget();
  const ours = await federation.ours(operation);
  const ourCalls = federation.calls();
  federation.forget();
  const stock = await federation.stock(operation);
  const stockCalls = federation.calls();
  expectSameAnswer(ours, stock, deviation);
  for (const [subgraph, calls] of Object.entries(ourCalls)) {
    expect(calls, `calls to ${subgraph}`).toBeLessThanOrEqual(stockCalls[subgraph] ?? 0);
  }
  return { ours, stock, ourCalls };
}

function withCode(answer: Answer, code: string): AnswerError[] {
  return (answer.errors ?? []).filter((error) => error.extensions?.code === code);
}

/** The distinct paths, as text, in a fixed order. */
function paths(errors: readonly { path?: Path }[]): string[] {
  return [...new Set(errors.map(({ path }) => (path === undefined ? 'no path' : path.join('.'))))].sort();
}
