import type { AuditCommand } from './audit-command.ts';
import { exportCommand } from './export-command.ts';
import { migrateCommand } from './migrate-command.ts';
import { retainCommand } from './retain-command.ts';
import { verifyCommand } from './verify-command.ts';

/** What `npm run audit` can do. */
export const commands: readonly AuditCommand[] = [verifyCommand, exportCommand, retainCommand, migrateCommand];
