import { userInfo } from 'node:os';
import { ConfigurationError } from '../../../schema/configuration-error.ts';
import { readOrganisations } from '../../../schema/organisations.ts';
import type { LogActor } from '../record/log-record.ts';
import type { CommandContext } from './audit-command.ts';
import { readVariables } from './audit-environment.ts';

/**
 * Who gives a command, for the log: AUDIT_OPERATOR, else the operating system's user; of AUDIT_ORGANISATION, else of the
 * organisation that runs casework.
 *
 * @throws {ConfigurationError}
 */
export function readOperator(context: CommandContext): LogActor {
  const { AUDIT_OPERATOR, AUDIT_ORGANISATION } = readVariables(context, ['AUDIT_OPERATOR', 'AUDIT_ORGANISATION']);
  return {
    organisation: AUDIT_ORGANISATION ?? caseworkOrganisation(context),
    role: 'operator',
    subject: AUDIT_OPERATOR ?? userInfo().username,
    team: null,
  };
}

function caseworkOrganisation(context: CommandContext): string {
  const { ORGANISATIONS_FILE } = readVariables(context, ['ORGANISATIONS_FILE']);
  const casework = readOrganisations(ORGANISATIONS_FILE).find(({ role }) => role === 'casework');
  if (casework) return casework.oin;
  const path = 'AUDIT_ORGANISATION';
  throw new ConfigurationError([{ file: 'the environment', path, expected: 'an OIN: 20 digits', found: 'nothing' }]);
}
