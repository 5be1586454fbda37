/** `npm run token -- <user>`: prints an access token of the development identity provider, and nothing else. */

import { parseArgs } from 'node:util';
import { KorteLijnenError } from '../gateway/errors.ts';
import { developmentClients } from './clients.ts';
import { requestClientToken, requestToken, UnknownClientError, UnknownUserError } from './request-token.ts';
import { developmentUsers } from './users.ts';

const usage = `Prints an access token of the development identity provider, which must be running (npm start).

  npm run -s token -- <user> [--issuer http://127.0.0.1:4100]
  npm run -s token -- --client <program>

Users:
${developmentUsers.map((user) => `  ${user.username.padEnd(9)} ${user.name.padEnd(16)} ${user.description}`).join('\n')}

Programs:
${developmentClients.map(({ id, description }) => `  ${id.padEnd(26)} ${description}`).join('\n')}
`;

interface Arguments {
  username: string | undefined;
  client: string | undefined;
  issuer: string;
  help: boolean;
}

function readArguments(): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      issuer: { type: 'string', default: 'http://127.0.0.1:4100' },
      client: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { issuer, client, help } = values;
  if (positionals.length + (client === undefined ? 0 : 1) > 1) throw new Error('one user or program at a time');
  return { username: positionals[0], client, issuer, help };
}

/** Stops with one clear line. */
function stop(message: string, exitCode: 1 | 2): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}

async function printToken({ username, client, issuer, help }: Arguments): Promise<void> {
  if (help) process.stdout.write(usage);
  else if (client !== undefined) process.stdout.write(`${await requestClientToken(issuer, client)}\n`);
  else if (username === undefined) stop(usage, 2);
  else process.stdout.write(`${await requestToken(issuer, username)}\n`);
}

try {
  await printToken(readArguments());
} catch (error) {
  if (error instanceof UnknownUserError || error instanceof UnknownClientError) stop(error.message, 2);
  else if (error instanceof KorteLijnenError) stop(`${error.message}; start it with: npm start`, 1);
  else stop(`${error instanceof Error ? error.message : error}\n\n${usage}`, 2);
}
