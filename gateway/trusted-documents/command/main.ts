import { runCommand } from './run-command.ts';

/** `npm run trusted-documents`: exit code 0 when all is well, 1 when something is wrong with a document, 2 for wrong arguments. */
const { stdout, stderr, env: variables } = process;
process.exitCode = await runCommand(process.argv.slice(2), { variables, stdout, stderr });
