import { ConfigurationError } from './configuration-error.ts';
import { readRegister } from './register.ts';
import { parseRegisterArguments, type RegisterOptions, usage } from './register-arguments.ts';
import { diffRegisters } from './register-diff.ts';
import { registerDiffText } from './register-diff-text.ts';
import { registerTable } from './register-table.ts';

/** `npm run register`: exit code 0 when all is well, 1 when a register is missing or wrong, 2 for wrong arguments. */
const options = parseRegisterArguments(process.argv.slice(2));
if ('wrong' in options) {
  process.stderr.write(`register: ${options.wrong}\n\n${usage}`);
  process.exitCode = 2;
} else if (options.help) {
  process.stdout.write(usage);
} else {
  try {
    process.stdout.write(shown(options));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function shown({ file, diff, json }: RegisterOptions): string {
  const register = readRegister(file);
  if (diff === null) return json ? asJson(register) : registerTable(register);
  const difference = diffRegisters(register, readRegister(diff));
  return json ? asJson(difference) : registerDiffText(difference);
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
