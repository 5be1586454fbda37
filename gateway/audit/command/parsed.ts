import { WrongArgumentsError } from './audit-command.ts';

/** What Node's `parseArgs` makes of the command line. @throws {WrongArgumentsError} with what it says is wrong */
export function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new WrongArgumentsError(error instanceof Error ? error.message : String(error));
  }
}
