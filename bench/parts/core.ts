import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { clientIdOf, clientView } from '../client-view.ts';
import { type Figures, type MeasuredGateway, measureGateways } from '../load/measure-gateways.ts';
import { askOnce, sendRequests } from '../load/send-requests.ts';
import { clientCount } from '../start-gateways.ts';

export interface CoreOptions {
  /** The gateway of which a CPU profile is written while it is measured; null: none. */
  profile: string | null;
  /** A round, gateway and number of connections. */
  requests: number;
  rounds: number;
  warmUp: number;
  say: (line: string) => void;
}

/** Bodies that ask for one client after the other, for ever. */
export function nextClients(first = 1): () => string {
  let number = first - 1;
  return () => {
    number = (number % clientCount) + 1;
    return JSON.stringify({ query: clientView, operationName: 'ClientView', variables: { id: clientIdOf(number) } });
  };
}

/**
 * Makes sure that all gateways answer the same.
 *
 * @returns how large the answer is, in bytes
 * @throws when one answers something else than the first
 */
export async function requireSameAnswers(gateways: readonly MeasuredGateway[], body: string): Promise<number> {
  let first: { name: string; text: string } | null = null;
  for (const { name, target } of gateways) {
    const text = await askOnce(target, body);
    first ??= { name, text };
    if (!isDeepStrictEqual(JSON.parse(text), JSON.parse(first.text))) {
      throw new Error(`${name} answers other data than ${first.name}:\n${text}\n${first.text}`);
    }
  }
  return Buffer.byteLength(first?.text ?? '');
}

/** Warms up every gateway with this load. */
export async function warmUp(gateways: readonly MeasuredGateway[], requests: number, bodies: () => () => string) {
  for (const { target } of gateways) {
    await sendRequests({ target, connections: 16, requests, nextBody: bodies() });
  }
}

/** One client view, at one and at sixteen connections. */
export async function measureCore(gateways: readonly MeasuredGateway[], options: CoreOptions): Promise<Figures[]> {
  const { requests, rounds, say } = options;
  say('warming up');
  await warmUp(gateways, options.warmUp, nextClients);
  const figures: Figures[] = [];
  const profiled = gateways.filter(({ name }) => name === options.profile);
  for (const { process } of profiled) await process.tell({ ask: 'profile' });
  for (const connections of [1, 16]) {
    say(`one client view, ${connections} at once: ${rounds} rounds of ${requests} requests`);
    figures.push(...(await measureGateways(gateways, { connections, requests, rounds, bodies: nextClients })));
  }
  for (const { name, process } of profiled) {
    const file = resolve(`.data/bench/${name}.cpuprofile`);
    mkdirSync(dirname(file), { recursive: true });
    await process.tell({ ask: 'end-profile', file });
    say(`the profile stands in ${file}`);
  }
  return figures;
}
