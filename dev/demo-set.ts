import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RoleName } from '../subgraphs/kit/wire.ts';
import { freeAddresses } from './free-addresses.ts';
import type { Say } from './say.ts';
import { type RunningSet, startEverything } from './start-everything.ts';

export interface DemoSetOptions {
  /** Roles whose subgraph is left down. */
  without: readonly RoleName[];
  environment: Readonly<Record<string, string | undefined>>;
  say: Say;
}

/** The whole set on free ports, in a directory of its own that is gone when it is closed. */
export async function startDemoSet({ without, environment, say }: DemoSetOptions): Promise<RunningSet> {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-demo-'));
  chmodSync(directory, 0o711);
  const remove = () => rmSync(directory, { recursive: true, force: true });
  process.once('exit', remove);
  const set = await startEverything({
    ...(await freeAddresses(directory)),
    dataDir: join(directory, 'data'),
    durable: false,
    supergraphFile: fileURLToPath(new URL('../schema/supergraph.graphql', import.meta.url)),
    without,
    environment,
    say,
  });
  return { ...set, close: () => set.close().finally(remove) };
}
