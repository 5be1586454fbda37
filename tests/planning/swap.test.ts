import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFederationGateway } from '../../gateway/federation-gateway.ts';
import { ask, organisationOf, startServer } from '../support/federation.ts';
import { levels, manyWays, StartedThreads } from './planners.ts';

test('a supergraph is swapped, again and again: what is planned ends on its own graph, then that graph’s thread ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'korte-lijnen-planning-'));
  const file = join(folder, 'supergraph.graphql');
  const version = (number: number) =>
    manyWays.replace('  own0: Int', `  v${number}: Int @join__field(graph: S0)\n  own0: Int`);
  await writeFile(file, version(0));
  using threads = new StartedThreads();
  const planning = { inlineMs: 0, timeoutMs: 60_000 };
  // Nobody listens there: a request that was planned says so.
  const organisations = [0, 1, 2, 3].map((at) => organisationOf(`s${at}`, at, `http://127.0.0.1:1/s${at}`));
  const server = await startServer(createFederationGateway({ supergraph: { file }, organisations, planning }));
  const codes = async (query: string) => {
    const { errors = [] } = await ask(server, { query });
    return [...new Set(errors.map(({ extensions }) => extensions?.code))];
  };
  for (const number of [1, 2, 3]) {
    const before = codes(`{ before: thing { v${number - 1} } } `);
    const long = codes(levels(3).replace('own0', `v${number - 1}`));
    await expect.poll(() => threads.running).toBe(1);
    await writeFile(file, version(number));
    await expect.poll(() => codes(`{ thing { v${number} } }`), { timeout: 20_000 }).toEqual(['PARTNER_UNAVAILABLE']);
    expect(await before).toEqual(['PARTNER_UNAVAILABLE']);
    expect(await long).toEqual(['PARTNER_UNAVAILABLE']);
    await expect.poll(() => threads.running, { timeout: 20_000 }).toBe(1);
  }
  expect(threads.workers.length).toBeGreaterThanOrEqual(4);
  await server.stop();
  expect(threads.running).toBe(0);
  await rm(folder, { recursive: true });
});
