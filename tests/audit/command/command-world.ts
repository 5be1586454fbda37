import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { commands } from '../../../gateway/audit/command/commands.ts';
import { runCommand } from '../../../gateway/audit/command/run-command.ts';
import { createTamperedLog, type TamperedLog } from '../verify/tampered-log.ts';

const program = fileURLToPath(new URL('../../../gateway/audit/command/main.ts', import.meta.url));

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A log, and the command as an operator runs it. */
export interface CommandWorld extends AsyncDisposable {
  log: TamperedLog;
  variables: Record<string, string>;
  run(args: readonly string[], variables?: Record<string, string | undefined>): Promise<Ran>;
  /** A path beside the checkpoint file. */
  path(name: string): string;
}

/** @param given the log that it is about; default one of 200 records of the last half minute */
export async function createCommandWorld(given?: TamperedLog): Promise<CommandWorld> {
  const log = given ?? (await createTamperedLog());
  const { checkpointFile, keys } = log.settings;
  const path = (name: string) => join(checkpointFile, '..', name);
  writeFileSync(path('keys.json'), JSON.stringify({ keys: [keys.signing.privateKey.export({ format: 'jwk' })] }));
  const variables = {
    DATABASE_URL: log.url,
    AUDIT_KEY_FILE: path('keys.json'),
    AUDIT_CHECKPOINT_FILE: checkpointFile,
    AUDIT_OPERATOR: 'beheer',
  };
  return {
    log,
    variables,
    path,
    run: (args, changes = {}) => run(args, { ...variables, ...changes }),
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
  };
}

/** Runs a command as `npm run audit` does, with these variables and no others. */
export async function run(
  args: readonly string[],
  variables: Record<string, string | undefined> = {},
  options: { isTerminal?: boolean } = {},
): Promise<Ran> {
  const [stdout, stderr] = [collector(), collector()];
  const isTTY = options.isTerminal ?? false;
  const context = { variables, stdout, stderr: Object.assign(stderr, { isTTY, columns: 100 }) };
  const status = await runCommand(args, commands, context);
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(): Writable & { text(): string } {
  let collected = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      collected += String(chunk);
      done();
    },
  });
  return Object.assign(stream, { text: () => collected });
}

/** Runs it in a process of its own. */
export async function spawnCommand(args: readonly string[], variables: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], { env: variables, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
}
