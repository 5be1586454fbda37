/** `npm run token -- <user>`: prints an access token of a user of the development identity provider, and nothing else. */

import { parseArgs } from 'node:util';
import { KorteLijnenError } from '../gateway/errors.ts';
import { requestToken, UnknownUserError } from './request-token.ts';
import { developmentUsers } from './users.ts';

const usage = `Prints an access token of a user of the development identity provider, which must be running (npm start).

  npm run -s token -- <user> [--issuer http://127.0.0.1:4100]

Users:
${developmentUsers.map((user) => `  ${user.username.padEnd(9)} ${user.name.padEnd(16)} ${user.description}`).join('\n')}
`;

interface Arguments {
  username: string | undefined;
  issuer: string;
  help: boolean;
}

function readArguments(): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      issuer: { type: 'string', default: 'http://127.0.0.1:4100' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (positionals.length > 1) throw new Error('one user at a time');
  return { username: positionals[0], issuer: values.issuer, help: values.help };
}

/** Stops with one clear line. */
function stop(message: string, exitCode: 1 | 2): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}

async function printToken({ username, issuer, help }: Arguments): Promise<void> {
  if (help) process.stdout.write(usage);
  else if (username === undefined) stop(usage, 2);
  else process.stdout.write(`${await requestToken(issuer, username)}\n`);
}

try {
  await printToken(readArguments());
} catch (error) {
  if (error instanceof UnknownUserError) stop(error.message, 2);
  else if (error instanceof KorteLijnenError) stop(`${error.message}; start it with: npm start`, 1);
  else stop(`${error instanceof Error ? error.message : error}\n\n${usage}`, 2);
}
