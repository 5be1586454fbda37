import { parseArgs } from 'node:util';
import { committedRegister } from './register.ts';

/** What `npm run register` is asked. */
export interface RegisterOptions {
  /** The register to print, or to compare from. */
  file: string;
  /** The changed register to compare with; null: print. */
  diff: string | null;
  json: boolean;
  help: boolean;
}

export const usage = `npm run register [-- OPTIONS]

Prints the processing register as a table: for each purpose, what it may see of which source, and on what basis.

  --diff FILE  print what a change would open, close and put on another basis: from the register to FILE
  --file FILE  the register (default: schema/processing-register.yaml)
  --json       print as JSON
  --help       this text

Exit code 0: all is well, also when --diff finds differences. 1: a register is missing or wrong. 2: wrong arguments.
`;

/** What the command line asks, or what is wrong with it. */
export function parseRegisterArguments(args: readonly string[]): RegisterOptions | { wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        diff: { type: 'string' },
        file: { type: 'string', default: committedRegister },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { ...values, diff: values.diff ?? null };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
