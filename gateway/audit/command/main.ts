import { commands } from './commands.ts';
import { runCommand } from './run-command.ts';

/** `npm run audit`: exit code 0 when all is well, 1 when something was found or could not be done, 2 for wrong arguments. */
const { stdout, stderr, env: variables } = process;
process.exitCode = await runCommand(process.argv.slice(2), commands, { variables, stdout, stderr });
