import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  createFederation,
  type Federation,
  type Operation,
  type SubgraphDefinition,
} from '../../support/federation.ts';
import { expectSameAnswer } from '../../support/oracle.ts';
import type { Behaviour } from '../../support/subgraph.ts';

/** One question to a federation, and all that is to be seen of the answer. */
export interface Example extends Operation {
  data: unknown;
  /** The code of every error, by its path: `product.name`. Default none. */
  errors?: Readonly<Record<string, string>>;
  /** The number of requests to each subgraph that is asked at all; not given: not looked at. */
  calls?: Readonly<Record<string, number>>;
  /** The subgraphs that do not answer as they should. */
  failing?: Readonly<Record<string, Behaviour>>;
  /** Why stock's answer is another; without it the answer is held against stock's too. */
  unlikeStock?: string;
}

/** The example of a question that the graph has no answer to: nothing is asked. */
export function refused(query: string): Example {
  return {
    query,
    data: undefined,
    errors: { '': 'GRAPHQL_VALIDATION_FAILED' },
    calls: {},
    unlikeStock: 'nothing is executed, so there is no data to compare',
  };
}

/** Tests a federation by examples: data, errors and the subgraphs asked, and that stock gives the same. */
export function describeFeature(
  name: string,
  definitions: Record<string, SubgraphDefinition>,
  examples: Readonly<Record<string, Example>>,
  more: (federation: () => Federation) => void = () => {},
): void {
  describe(name, () => {
    let federation: Federation;
    beforeAll(async () => {
      federation = await createFederation(definitions);
    });
    afterAll(() => federation[Symbol.asyncDispose]());
    test.each(Object.entries(examples))('%s', (_name, example) => expectExample(federation, example));
    more(() => federation);
  });
}

async function expectExample(federation: Federation, example: Example): Promise<void> {
  const { data, errors = {}, calls, failing = {}, unlikeStock, ...operation } = example;
  for (const [subgraph, behaviour] of Object.entries(failing)) federation.behave(subgraph, behaviour);
  try {
    federation.forget();
    const ours = await federation.ours(operation);
    const asked = Object.fromEntries(Object.entries(federation.calls()).filter(([, count]) => count > 0));
    expect({ data: ours.data, errors: codesOf(ours) }).toEqual({ data, errors });
    if (calls) expect(asked).toEqual(calls);
    if (unlikeStock !== undefined) return;
    const unavailable = Object.keys(failing).length > 0 ? (ours.errors ?? []).map(({ path = [] }) => path) : [];
    expectSameAnswer(ours, await federation.stock(operation), { unavailable });
  } finally {
    for (const subgraph of Object.keys(failing)) federation.behave(subgraph, 'well');
  }
}

function codesOf({ errors = [] }: Answer): Record<string, unknown> {
  return Object.fromEntries(
    errors.map(({ path = [], extensions, message }) => [path.join('.'), extensions?.code ?? message]),
  );
}
