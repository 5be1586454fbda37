import { type ProcessingRegister, readRegister } from '../../schema/register.ts';
import { registerIndex } from './register-index.ts';

/**
 * Reads the processing register and compiles it, so that no request pays for that.
 *
 * @param file path of `processing-register.yaml`
 * @throws {ConfigurationError} when it is missing or wrong
 */
export function loadRegister(file: string): ProcessingRegister {
  const register = readRegister(file);
  registerIndex(register);
  return register;
}
