import pg from 'pg';
import { ConfigurationError } from '../../../schema/configuration-error.ts';
import { AuditUnavailableError, KorteLijnenError } from '../../errors.ts';
import { type AuditCommand, type CommandContext, WrongArgumentsError } from './audit-command.ts';

const usage = (commands: readonly AuditCommand[]) => `npm run audit -- COMMAND [OPTIONS]

Keeps and questions the access log.

${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

npm run audit -- COMMAND --help says more. Exit code 0: all is well; 1: something was found, or could not be done; 2: wrong
arguments or configuration. How the log is kept: docs/audit-log.md.
`;

const help: readonly (string | undefined)[] = ['--help', '-h', 'help'];

/** Runs the command that the command line names. @returns the exit code */
export async function runCommand(
  [name, ...args]: readonly string[],
  commands: readonly AuditCommand[],
  context: CommandContext,
): Promise<0 | 1 | 2> {
  const { stdout, stderr } = context;
  const command = commands.find((one) => one.name === name);
  if (!command) {
    const asked = help.includes(name);
    const wrong = name === undefined ? 'which command?' : `there is no command "${name}"`;
    (asked ? stdout : stderr).write(asked ? usage(commands) : `audit: ${wrong}\n\n${usage(commands)}`);
    return asked ? 0 : 2;
  }
  if (args.some((arg) => help.includes(arg) && arg !== 'help')) {
    stdout.write(command.usage);
    return 0;
  }
  try {
    return await command.run(args, context);
  } catch (error) {
    if (error instanceof WrongArgumentsError) stderr.write(`audit ${name}: ${error.message}\n\n${command.usage}`);
    else stderr.write(`audit ${name}: ${failureText(error)}\n`);
    return error instanceof WrongArgumentsError || error instanceof ConfigurationError ? 2 : 1;
  }
}

/** What failed, in words that hold nothing of the log and no secret. The stack only when nobody foresaw it. */
function failureText(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 'whoever read it stopped reading';
  const foreseen = asUnavailable(error);
  if (foreseen instanceof ConfigurationError) return `${foreseen.message} [${foreseen.code}]`;
  if (foreseen instanceof KorteLijnenError) return `${foreseen.message} [${foreseen.code}]`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const connectionCodes = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT'];

/** What the database says may hold values; its code does not. */
function asUnavailable(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) return new AuditUnavailableError(`the database refused (${error.code})`);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const lost =
    connectionCodes.includes(code) || (error instanceof Error && /^Connection terminated/.test(error.message));
  return lost
    ? new AuditUnavailableError(`the database does not answer (${code || 'it ended the connection'})`)
    : error;
}
