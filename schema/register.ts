import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { readConfiguration } from './configuration-file.ts';
import { dutch } from './fault-wording.ts';
import { registerFaults } from './register-faults.ts';
import { type bases, registerForm } from './register-form.ts';

/** Why a purpose may see a category of a source. Source: AVG art. 6(1) e, a and d. */
export type Basis = (typeof bases)[number];

/** The register of processing activities (verwerkingsregister, AVG art. 30). Frozen. */
export type ProcessingRegister = DeepReadonly<z.output<typeof registerForm>>;

/** One purpose, who may act for it, and what they may see. */
export type ProcessingActivity = ProcessingRegister['activities'][number];

/** From one source, some categories, on one basis. */
export type ProcessingRule = ProcessingActivity['rules'][number];

type DeepReadonly<T> = T extends readonly (infer Element)[]
  ? readonly DeepReadonly<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The register that stands beside this file. */
export const committedRegister = fileURLToPath(new URL('./processing-register.yaml', import.meta.url));

/**
 * Reads the processing register.
 *
 * @param path of `processing-register.yaml`
 * @throws {ConfigurationError} in Dutch, one line a fault: file, line, place, what was expected and what was found
 */
export function readRegister(path: string): ProcessingRegister {
  return deepFreeze(readConfiguration(path, registerForm, { wording: dutch, check: registerFaults }));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
