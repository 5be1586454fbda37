import type { Writable } from 'node:stream';

/** Where a command reads and writes. */
export interface CommandContext {
  variables: Readonly<Record<string, string | undefined>>;
  stdout: Writable;
  /** Messages and progress. */
  stderr: Writable & { isTTY?: boolean; columns?: number };
}

/** What a command did: 0 what was asked; 1 not, or it found something. */
export type Outcome = 0 | 1;

/** A command of `npm run audit`. */
export interface AuditCommand {
  name: string;
  /** In a line, for the list of commands. */
  summary: string;
  usage: string;
  /**
   * @param args what stands after the name; `--help` has been dealt with
   * @throws {WrongArgumentsError}
   * @throws {ConfigurationError}
   */
  run(args: readonly string[], context: CommandContext): Promise<Outcome>;
}

/** The command line asks for something that there is not. */
export class WrongArgumentsError extends Error {}
