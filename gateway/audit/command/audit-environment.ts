import { z } from 'zod';
import { ConfigurationError } from '../../../schema/configuration-error.ts';
import type { CommandContext } from './audit-command.ts';

const text = z.string({ error: 'a text' }).min(1);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'the URL of a PostgreSQL database' });
const oin = z.string().regex(/^\d{20}$/, 'an OIN: 20 digits');
const months = z.coerce.number().int().min(1).max(1_200);

/** The variables that commands read; each takes those that it needs. */
const variables = {
  DATABASE_URL: postgresUrl,
  AUDIT_KEY_FILE: text,
  AUDIT_CHECKPOINT_FILE: text.default('audit-checkpoints.jsonl'),
  AUDIT_PSEUDONYM_SECRET: z.string({ error: 'a text of 32 characters or more' }).min(32),
  AUDIT_RETENTION_MONTHS: months.default(60),
  AUDIT_OPERATOR: text.max(100).optional(),
  AUDIT_ORGANISATION: oin.optional(),
  REGISTER_FILE: text.default('schema/processing-register.yaml'),
  ORGANISATIONS_FILE: text.default('schema/organisations.yaml'),
};

type Name = keyof typeof variables;
type Values = { [N in Name]: z.output<(typeof variables)[N]> };

/**
 * Reads some variables of the environment.
 *
 * @throws {ConfigurationError} naming each that is missing or wrong; never its value
 */
export function readVariables<N extends Name>(context: CommandContext, names: readonly N[]): Pick<Values, N> {
  const shape = Object.fromEntries(names.map((name) => [name, variables[name]]));
  const read = z.object(shape).safeParse(context.variables);
  // The shape was made of these very names.
  if (read.success) return read.data as Pick<Values, N>;
  const faults = read.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    const found = context.variables[name] === undefined ? 'nothing' : 'something else';
    return { file: 'the environment', path: name, expected: message, found };
  });
  throw new ConfigurationError(faults);
}
