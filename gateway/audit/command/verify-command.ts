import { accessSync, constants } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigurationError } from '../../../schema/configuration-error.ts';
import { verifyLog } from '../verify/verify-log.ts';
import type { AuditCommand } from './audit-command.ts';
import { readVariables } from './audit-environment.ts';
import { readPublicKeys } from './audit-keys.ts';
import { parsed } from './parsed.ts';
import { periodOf, periodOptions } from './period-arguments.ts';
import { noProgress, showProgress } from './progress.ts';
import { verificationText } from './verify-text.ts';

const usage = `npm run audit -- verify [OPTIONS]

Follows all chains of the log, holds them against the signed checkpoints, and names the first record that was altered, is
missing, was added or moved. Gateways may go on meanwhile.

  --from TIME          only what was recorded at or after this date or time (2026-11-01, 2026-11-01T09:30Z)
  --to TIME            only what was recorded before it
  --checkpoints FILE   a checkpoint file, once for each gateway that has its own (default: AUDIT_CHECKPOINT_FILE)
  --json               print the outcome as JSON
  --quiet              no progress
  --help               this text

Environment: DATABASE_URL of a login that may read the schema audit; AUDIT_KEY_FILE, a JWK set with the keys of the
checkpoints, those used before too, public parts at least; AUDIT_CHECKPOINT_FILE (default: audit-checkpoints.jsonl).
Exit code 0: the log is as it was written; 1: it is not; 2: wrong arguments or configuration.
`;

/** `npm run audit -- verify` */
export const verifyCommand: AuditCommand = {
  name: 'verify',
  summary: 'was the log altered? names the first record that was',
  usage,
  async run(args, context) {
    const options = parsed(() => parseArgs({ args: [...args], options: optionForms }).values);
    const period = periodOf(options);
    const { DATABASE_URL: databaseUrl, AUDIT_KEY_FILE: keyFile } = readVariables(context, [
      'DATABASE_URL',
      'AUDIT_KEY_FILE',
    ]);
    const checkpointFiles = options.checkpoints ?? [
      readVariables(context, ['AUDIT_CHECKPOINT_FILE']).AUDIT_CHECKPOINT_FILE,
    ];
    checkpointFiles.forEach(requireFile);
    const progress = options.quiet ? noProgress : showProgress(context, 'records');
    const keys = readPublicKeys(keyFile);
    const { onProgress } = progress;
    const result = await verifyLog({ databaseUrl, keys, checkpointFiles, period, onProgress }).finally(progress.end);
    context.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : verificationText(result));
    return result.isSound ? 0 : 1;
  },
};

const optionForms = {
  ...periodOptions,
  checkpoints: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
} as const;

function requireFile(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new ConfigurationError([
      { file, path: '', expected: 'the checkpoint file', found: 'no file that can be read' },
    ]);
  }
}
