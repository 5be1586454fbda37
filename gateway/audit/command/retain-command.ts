import { parseArgs } from 'node:util';
import { readRegister } from '../../../schema/register.ts';
import { readCallKeys } from '../../../signed-calls/call-key-file.ts';
import { type Retained, retainLog } from '../retain/retain-log.ts';
import { type AuditCommand, WrongArgumentsError } from './audit-command.ts';
import { readVariables } from './audit-environment.ts';
import { readOperator } from './operator.ts';
import { parsed } from './parsed.ts';
import { count, noProgress, showProgress } from './progress.ts';

const usage = `npm run audit -- retain [OPTIONS]

Drops the months of the log that ended longer ago than its term, and makes a place for the months to come. Up to where each
chain was dropped is signed, and that it was done stands in the log. Run it daily; ended halfway, the next run does the rest.

  --term MONTHS       how long records are kept (default: AUDIT_RETENTION_MONTHS, else 60)
  --dry-run           only say what would be dropped
  --accept-findings   drop it although it is not as it was written; the log says so
  --json              print the outcome as JSON
  --quiet             no progress
  --help              this text

What is to be dropped is verified first, for dropping it takes away the proof of what was done to it.
Environment: DATABASE_URL of the owner of the schema audit; AUDIT_KEY_FILE, a JWK set of private keys of which the first
signs; AUDIT_CHECKPOINT_FILE; AUDIT_OPERATOR and AUDIT_ORGANISATION, who does it (default: the user, of the organisation that
runs casework).
Exit code 0: done; 1: not; 2: wrong arguments or configuration.
`;

const optionForms = {
  term: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  'accept-findings': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
} as const;

/** `npm run audit -- retain` */
export const retainCommand: AuditCommand = {
  name: 'retain',
  summary: 'drops what is past its term',
  usage,
  async run(args, context) {
    const options = parsed(() => parseArgs({ args: [...args], options: optionForms }).values);
    const termMonths = options.term === undefined ? undefined : termOf(options.term);
    const names = [
      'DATABASE_URL',
      'AUDIT_KEY_FILE',
      'AUDIT_CHECKPOINT_FILE',
      'AUDIT_RETENTION_MONTHS',
      'REGISTER_FILE',
    ] as const;
    const variables = readVariables(context, names);
    const progress = options.quiet ? noProgress : showProgress(context, 'records');
    const retained = await retainLog({
      databaseUrl: variables.DATABASE_URL,
      settings: { keys: readCallKeys(variables.AUDIT_KEY_FILE), checkpointFile: variables.AUDIT_CHECKPOINT_FILE },
      actor: readOperator(context),
      register: readRegister(variables.REGISTER_FILE).version,
      termMonths: termMonths ?? variables.AUDIT_RETENTION_MONTHS,
      dryRun: options['dry-run'],
      acceptFindings: options['accept-findings'],
      onProgress: progress.onProgress,
    }).finally(progress.end);
    context.stdout.write(options.json ? `${JSON.stringify(retained, null, 2)}\n` : retainedText(retained));
    return 0;
  },
};

function termOf(text: string): number {
  const months = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (months >= 1 && months <= 1_200) return months;
  throw new WrongArgumentsError('--term: expected a number of months, 1 to 1200');
}

function retainedText({ dropped, chains, dryRun }: Retained): string {
  if (dropped.length === 0) return '✓ nothing is past its term\n';
  const months = dropped.map(({ month, records }) => `  ${month}  ${count(records)} records\n`).join('');
  if (dryRun) return `would drop\n${months}`;
  return `✓ dropped, with a signature of where ${count(chains)} chains were cut\n${months}`;
}
