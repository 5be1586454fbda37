import type { Writable } from 'node:stream';
import { ConfigurationError } from '../../../schema/configuration-error.ts';
import { english } from '../../../schema/fault-wording.ts';
import { operationLimitsSetting } from '../../http/operation-limits-setting.ts';
import { type CommandOptions, parseCommand, usage } from './arguments.ts';
import { type CheckedManifest, checkManifest } from './check-manifest.ts';
import { makeManifest } from './make-manifest.ts';

export interface CommandContext {
  variables: Readonly<Record<string, string | undefined>>;
  stdout: Writable;
  stderr: Writable;
}

/** Runs what the command line asks. @returns the exit code */
export async function runCommand(args: readonly string[], context: CommandContext): Promise<0 | 1 | 2> {
  const { stdout, stderr } = context;
  const options = parseCommand(args);
  if ('wrong' in options) {
    stderr.write(`trusted-documents: ${options.wrong}\n\n${usage}`);
    return 2;
  }
  try {
    return await run(options, context);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    if (options.command === 'check' && options.json) stdout.write(asJson({ operations: null, faults: error.faults }));
    else stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function run(options: CommandOptions, context: CommandContext): Promise<0 | 1> {
  if (options.command === 'help') {
    context.stdout.write(usage);
    return 0;
  }
  if (options.command === 'make') {
    context.stdout.write(asJson(makeManifest(options.sources)));
    return 0;
  }
  const checked = await checkManifest({ ...options, limits: limitsOf(context) });
  context.stdout.write(options.json ? asJson(checked) : inWords(checked));
  return checked.faults.length === 0 ? 0 : 1;
}

function limitsOf({ variables }: CommandContext) {
  const read = operationLimitsSetting.prefault('').safeParse(variables.OPERATION_LIMITS);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const fault = { path: 'OPERATION_LIMITS', expected: issue?.message ?? 'limits', found: 'something else' };
  throw new ConfigurationError([{ file: 'the environment', ...fault }]);
}

function inWords({ operations, faults }: CheckedManifest): string {
  const lines = faults.map((fault) => english.fault(fault));
  const total = `${operations} ${operations === 1 ? 'document' : 'documents'}, ${faults.length || 'none'} to be refused`;
  return `${[...lines, total].join('\n')}\n`;
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
