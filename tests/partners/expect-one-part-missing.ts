import { performance } from 'node:perf_hooks';
import { expect } from 'vitest';
import { type BadPartner, marker } from '../support/bad-partner.ts';
import type { Answer, Federation } from '../support/federation.ts';
import type { Path } from '../support/oracle.ts';
import { clientView, viewWith } from './clients.ts';

export const organisation = 'Woonstichting De Vechtoever';

/** What a misbehaviour must cost, and no more. */
export interface Cost {
  code: 'PARTNER_UNAVAILABLE' | 'PARTNER_INVALID_RESPONSE';
  /** What is left of the housing part; default null. */
  housing?: unknown;
  /** Where the errors stand; default the housing part as a whole. */
  paths?: readonly Path[];
}

/** Asks the client view while one partner misbehaves: its part is missing, is named, and the rest is whole. */
export async function expectOnePartMissing(federation: Federation, partner: BadPartner, cost: Cost): Promise<Answer> {
  const { code, housing = null, paths = [['client', 'housing']] } = cost;
  const answer = await federation.ours({ query: clientView });
  expect(answer.data, answer.text).toEqual(viewWith(housing));
  expect(answer.errors?.map(({ path }) => path?.join('.')).sort()).toEqual(paths.map((path) => path.join('.')).sort());
  for (const { message, extensions } of answer.errors ?? []) {
    expect(extensions).toEqual({ code, organisation, role: 'housing' });
    expect(message).toContain(organisation);
  }
  expectNothingLeaks(answer, partner);
  return answer;
}

/** Nothing of the partner's url, status or body is in the answer. */
export function expectNothingLeaks({ text }: Answer, { port }: BadPartner): void {
  expect(text).not.toContain(String(port));
  expect(text).not.toMatch(/http|127\.0\.0\.1|localhost|ECONN|socket|undici|JSON|stack/i);
  expect(text).not.toMatch(/\b(500|502|503|404|302|401)\b/);
  expect(text).not.toContain(marker);
}

/** Does something, and tells how long it took in milliseconds and how much the process grew at the most in bytes. */
export async function measured(action: () => Promise<unknown>): Promise<{ ms: number; grownBytes: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let highest = before;
  const sampler = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, 5);
  const start = performance.now();
  await action();
  const ms = performance.now() - start;
  clearInterval(sampler);
  return { ms, grownBytes: Math.max(highest, process.memoryUsage.rss()) - before };
}
