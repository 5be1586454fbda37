import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { MeasuredGateway } from './measure-gateways.ts';

/**
 * Measures, while a CPU profile of one of the gateways is made.
 *
 * @param name null: of none
 * @returns what was measured, and where the profile stands
 */
export async function profiled<Measured>(
  gateways: readonly MeasuredGateway[],
  name: string | null,
  measure: () => Promise<Measured>,
): Promise<{ measured: Measured; notes: string[] }> {
  const process = gateways.find((gateway) => gateway.name === name)?.process;
  if (!process) return { measured: await measure(), notes: [] };
  await process.tell({ ask: 'profile' });
  const measured = await measure();
  const file = resolve(`.data/bench/${name}.cpuprofile`);
  mkdirSync(dirname(file), { recursive: true });
  await process.tell({ ask: 'end-profile', file });
  return { measured, notes: [`The profile of ${name} stands in ${file}`] };
}
