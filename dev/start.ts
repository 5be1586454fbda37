/** `npm start`: the whole set, until Ctrl-C. Exit code 0 when it was ended, 1 when something failed, 2 for wrong arguments. */

import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { onEndRequested } from './end-requested.ts';
import { failureLine } from './failure-line.ts';
import { invitation } from './invitation.ts';
import { requestToken } from './request-token.ts';
import { parseStartArguments, type StartArguments, usage } from './start-arguments.ts';
import { startEverything } from './start-everything.ts';

const port = 'PORT: expected a port, 1 to 65535';
const url = 'DATABASE_URL: expected a postgres:// URL';
const settings = z.object({
  PORT: z.coerce.number(port).int(port).min(1, port).max(65_535, port).default(4000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: url }).optional(),
});

const username = 'sanne';
const say = (line: string) => process.stdout.write(`${line}\n`);

async function run({ organisationsFile, dataDir, identityPort }: StartArguments): Promise<void> {
  const begin = performance.now();
  const { PORT, DATABASE_URL } = settings.parse(process.env);
  const requested = onEndRequested();
  const set = await startEverything({
    organisationsFile,
    dataDir,
    identityPort,
    gatewayPort: PORT,
    databaseUrl: DATABASE_URL,
    supergraphFile: fileURLToPath(new URL('../schema/supergraph.graphql', import.meta.url)),
    environment: { NODE_ENV: 'development', ...process.env },
    say,
  });
  requested.ready();
  const { gatewayUrl, issuer } = set;
  say(`\nReady in ${((performance.now() - begin) / 1000).toFixed(1)} s.`);
  say(invitation({ gatewayUrl, issuer, username, token: await requestToken(issuer, username) }));
  const failure = await Promise.race([requested.end, set.failed]);
  if (failure !== undefined) process.stderr.write(`✗ ${failure}; everything else is ended too\n`);
  await set.close();
  process.exit(failure === undefined ? 0 : 1);
}

const options = parseStartArguments(process.argv.slice(2));
if ('wrong' in options) {
  process.stderr.write(`start: ${options.wrong}\n\n${usage}`);
  process.exitCode = 2;
} else if (options.help) {
  process.stdout.write(usage);
} else {
  await run(options).catch((error: unknown) => {
    process.stderr.write(`✗ ${failureLine(error)}\n`);
    process.exit(1);
  });
}
