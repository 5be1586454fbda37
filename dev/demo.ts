/** `npm run demo`: the main job without a browser. Exit code 0, 1 when something failed, 2 for wrong arguments. */

import { casebook } from '../subgraphs/casebook/people.ts';
import { askClientView } from './ask.ts';
import { printView } from './client-view/print-view.ts';
import { clientViewAnswer } from './client-view/view.ts';
import { type DemoArguments, parseDemoArguments, usage } from './demo-arguments.ts';
import { startDemoSet } from './demo-set.ts';
import { onEndRequested } from './end-requested.ts';
import { failureLine } from './failure-line.ts';
import { clientIdOfCase } from './invitation.ts';
import { requestToken } from './request-token.ts';
import { StartError } from './start-error.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

async function run({ caseNumber, json, without }: DemoArguments): Promise<void> {
  onEndRequested();
  for (const role of without) say(`· ${role.padEnd(18)} left down, as asked`);
  const set = await startDemoSet({
    without,
    environment: { NODE_ENV: 'development', LOG_LEVEL: 'error', ...process.env },
    say,
  });
  try {
    const username = professionalOf(caseNumber);
    const token = await requestToken(set.issuer, username);
    say(`✓ signed in as ${username}; asking the client view of case ${caseNumber}`);
    const answer = await askClientView(set.gatewayUrl, token, clientIdOfCase(caseNumber) ?? '');
    if (json) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    else show(answer);
  } finally {
    await set.close();
  }
}

/** The professional who may see the case: one of its team. */
function professionalOf(caseNumber: number): string {
  return casebook.find(({ number }) => number === caseNumber)?.team === 'team-assendorp' ? 'marijke' : 'sanne';
}

function show(answer: unknown): void {
  const { data, errors = [] } = clientViewAnswer.parse(answer);
  if (!data?.client) throw new StartError(`no client view: ${errors.map(({ message }) => message).join('; ')}`);
  process.stdout.write(`${printView(data.client, errors)}\n`);
}

const options = parseDemoArguments(process.argv.slice(2));
if ('wrong' in options) {
  process.stderr.write(`demo: ${options.wrong}\n\n${usage}`);
  process.exitCode = 2;
} else if (options.help) {
  process.stdout.write(usage);
} else {
  await run(options).catch((error: unknown) => {
    process.stderr.write(`✗ ${failureLine(error)}\n`);
    process.exitCode = 1;
  });
  process.exit();
}
