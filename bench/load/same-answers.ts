import { isDeepStrictEqual } from 'node:util';
import type { MeasuredGateway } from './measure-gateways.ts';
import { askOnce } from './send-requests.ts';

/** A gateway's answer is not that of the others: their costs cannot be compared. */
export class OtherAnswerError extends Error {}

/**
 * Makes sure that all gateways answer the same.
 *
 * @returns how large the answer is, in bytes
 * @throws {OtherAnswerError} when one answers something else than the first
 */
export async function requireSameAnswers(gateways: readonly MeasuredGateway[], body: string): Promise<number> {
  let first: { name: string; text: string } | null = null;
  for (const { name, target } of gateways) {
    const text = await askOnce(target, body);
    first ??= { name, text };
    if (!isDeepStrictEqual(JSON.parse(text), JSON.parse(first.text))) {
      throw new OtherAnswerError(`${name} answers other data than ${first.name}:\n${text}\n${first.text}`);
    }
  }
  return Buffer.byteLength(first?.text ?? '');
}
