import { parseComposeArguments, usage } from './compose-arguments.ts';
import { compose, report } from './compose-command.ts';

/** `npm run compose`: exit code 0 when all is well, 1 when something is wrong with the schemas, 2 for wrong arguments. */
const options = parseComposeArguments(process.argv.slice(2));
if ('wrong' in options) {
  process.stderr.write(`compose: ${options.wrong}\n\n${usage}`);
  process.exitCode = 2;
} else if (options.help) {
  process.stdout.write(usage);
} else {
  const outcome = compose(options);
  process.exitCode = outcome.faults.length > 0 ? 1 : 0;
  const text = report(outcome, options);
  if (options.json || process.exitCode === 0) process.stdout.write(text);
  else process.stderr.write(text);
}
