import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { ConfigurationError } from '../../../schema/configuration-error.ts';
import { readRegister } from '../../../schema/register.ts';
import { readCallKeys } from '../../../signed-calls/call-key-file.ts';
import { connectDatabase } from '../../store/database.ts';
import { type Exported, type ExportFormat, exportFormats, exportLog } from '../export/export-log.ts';
import { type AuditCommand, type CommandContext, WrongArgumentsError } from './audit-command.ts';
import { readVariables } from './audit-environment.ts';
import { readOperator } from './operator.ts';
import { parsed } from './parsed.ts';
import { periodOf, periodOptions } from './period-arguments.ts';
import { count, noProgress, showProgress } from './progress.ts';
import { recordByCommand } from './record-by-command.ts';

const usage = `npm run audit -- export --format FORMAT [OPTIONS]

Writes the log out, by time of recording. That it was done stands in the log before the first byte leaves. From npm, use
--output, or npm run --silent.

  --format FORMAT   ldv: Logboek Dataverwerkingen; adl: Authorization Decision Log; csv: our own log, for people
  --from TIME       only what was recorded at or after this date or time (2026-11-01, 2026-11-01T09:30Z)
  --to TIME         only what was recorded before it
  --output FILE     a file that is not there yet, readable by its owner alone (default: the standard output)
  --json            print what was written as JSON, on the standard error
  --quiet           no progress
  --help            this text

Environment: DATABASE_URL of a login that may take on the role kl_gateway; AUDIT_KEY_FILE, a JWK set of private keys of which
the first signs; AUDIT_CHECKPOINT_FILE; AUDIT_OPERATOR and AUDIT_ORGANISATION, who does it (default: the user, of the
organisation that runs casework). What the formats hold: docs/processing-log-standards.md.
Exit code 0: written; 1: not, or not all of it; 2: wrong arguments or configuration.
`;

const optionForms = {
  ...periodOptions,
  format: { type: 'string' },
  output: { type: 'string' },
  json: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
} as const;

/** `npm run audit -- export` */
export const exportCommand: AuditCommand = {
  name: 'export',
  summary: 'writes the log out: --format ldv, adl or csv',
  usage,
  async run(args, context) {
    const options = parsed(() => parseArgs({ args: [...args], options: optionForms }).values);
    const format = formatOf(options.format);
    const { from, to } = periodOf(options);
    const record = recorder(context, format);
    const progress = options.quiet ? noProgress : showProgress(context, 'records');
    const database = connectDatabase(readVariables(context, ['DATABASE_URL']).DATABASE_URL);
    const period = { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
    const write = (output: Writable) =>
      exportLog({
        database,
        format,
        ...period,
        output,
        record,
        ...(options.quiet ? {} : { onProgress: ({ records, total }) => progress.onProgress(records, total) }),
      });
    try {
      const exported = await (options.output === undefined
        ? write(context.stdout)
        : writeToFile(options.output, write)
      ).finally(progress.end);
      context.stderr.write(options.json ? `${JSON.stringify(exported)}\n` : exportedText(exported));
      return 0;
    } finally {
      await database.end();
    }
  },
};

function formatOf(text: string | undefined): ExportFormat {
  const format = exportFormats.find((one) => one === text);
  if (format) return format;
  throw new WrongArgumentsError(`--format: expected ${exportFormats.join(', ')}, found ${text ?? 'none'}`);
}

/** Everything that can be wrong with the configuration is found before anything is read or written. */
function recorder(context: CommandContext, format: ExportFormat): () => Promise<void> {
  const names = ['DATABASE_URL', 'AUDIT_KEY_FILE', 'AUDIT_CHECKPOINT_FILE', 'REGISTER_FILE'] as const;
  const variables = readVariables(context, names);
  const settings = { keys: readCallKeys(variables.AUDIT_KEY_FILE), checkpointFile: variables.AUDIT_CHECKPOINT_FILE };
  const { version: register } = readRegister(variables.REGISTER_FILE);
  const actor = readOperator(context);
  const record = { kind: 'export', name: `audit export ${format}`, actor, register } as const;
  return () => recordByCommand({ databaseUrl: variables.DATABASE_URL, settings }, record);
}

/** What could not be written whole is taken away. */
async function writeToFile(file: string, write: (output: Writable) => Promise<Exported>): Promise<Exported> {
  await requireNew(file);
  const output = createWriteStream(file);
  try {
    const exported = await write(output);
    output.end();
    await finished(output);
    return exported;
  } catch (error) {
    output.destroy();
    await rm(file, { force: true });
    throw error;
  }
}

async function requireNew(file: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close();
  } catch (error) {
    const found = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
    throw new ConfigurationError([{ file, path: '', expected: 'a file that can be made', found }]);
  }
}

function exportedText({ lines, records }: Exported): string {
  return `✓ ${count(lines)} lines of ${count(records)} records\n`;
}
