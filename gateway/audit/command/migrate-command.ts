import { parseArgs } from 'node:util';
import { migrateAudit } from '../store/migrate-audit.ts';
import type { AuditCommand } from './audit-command.ts';
import { readVariables } from './audit-environment.ts';
import { parsed } from './parsed.ts';

const usage = `npm run audit -- migrate

Brings the tables of the log up to date: the schema audit. They belong to whoever runs this, who should be nobody that a
gateway runs as. The schema casework has to be there.

  --help   this text

Environment: DATABASE_URL of the owner of the database, who may create schemas and roles.
`;

/** `npm run audit -- migrate` */
export const migrateCommand: AuditCommand = {
  name: 'migrate',
  summary: 'brings the tables of the log up to date',
  usage,
  async run(args, context) {
    parsed(() => parseArgs({ args: [...args], options: {} }));
    await migrateAudit(readVariables(context, ['DATABASE_URL']).DATABASE_URL);
    context.stdout.write('✓ the tables of the log are up to date\n');
    return 0;
  },
};
