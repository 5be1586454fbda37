import { z } from 'zod';
import { type RoleName, roleNames } from '../subgraphs/kit/wire.ts';
import { ConfigurationError, type ConfigurationFault } from './configuration-error.ts';
import { pathText, readConfiguration } from './configuration-file.ts';

/** Who plays a role: one line of `organisations.yaml`. */
export interface Organisation {
  /** Organisation identification number, 20 digits. Source: Logius, OIN-stelsel. */
  oin: string;
  role: RoleName;
  name: string;
  /** The GraphQL endpoint, http or https. */
  url: string;
  /** How long one call may take, in milliseconds; 50 to 60,000, default 2,000. */
  timeoutMs: number;
  /** How large one answer may be, in bytes; default 4,000,000. */
  maxResponseBytes: number;
  /** For people, when no contact person there is known. */
  phone?: string | undefined;
}

const organisation = z.strictObject(
  {
    oin: z.string('20 digits, in quotes').regex(/^[0-9]{20}$/, '20 digits'),
    role: z.enum(roleNames, `one of ${roleNames.join(', ')}`),
    name: z.string('a name').trim().min(1, 'a name').max(200, 'a name of at most 200 characters'),
    url: z.string('an http or https URL').refine(isHttpUrl, 'an http or https URL without user or password'),
    timeoutMs: wholeNumber(50, 60_000, 'milliseconds').default(2_000),
    maxResponseBytes: wholeNumber(1_000, 1_000_000_000, 'bytes').default(4_000_000),
    phone: z
      .string('a telephone number')
      .regex(/^[0-9+() -]{3,30}$/, 'a telephone number')
      .optional(),
  },
  { error: keepUnknownKeys('an organisation: oin, role, name, url') },
);

const file = z.strictObject(
  { organisations: z.array(organisation, 'a list of organisations') },
  { error: keepUnknownKeys('a mapping with the key organisations') },
);

/**
 * Reads who takes part.
 *
 * @param path of `organisations.yaml`
 * @throws {ConfigurationError} one line a fault, with file, place, what was expected and what was found
 */
export function readOrganisations(path: string): Organisation[] {
  const { organisations } = readConfiguration(path, file);
  const faults = [...duplicates(path, organisations), ...rolesNotPlayed(path, organisations)];
  if (faults.length > 0) throw new ConfigurationError(faults);
  return organisations;
}

function duplicates(path: string, organisations: readonly Organisation[]): ConfigurationFault[] {
  return organisations.flatMap(({ oin }, index) => {
    const first = organisations.findIndex((other) => other.oin === oin);
    if (first === index) return [];
    const found = `"${oin}", which ${pathText(['organisations', first])} has too`;
    return [{ file: path, path: pathText(['organisations', index, 'oin']), expected: 'an OIN of its own', found }];
  });
}

function rolesNotPlayed(path: string, organisations: readonly Organisation[]): ConfigurationFault[] {
  return roleNames.flatMap((role) => {
    const count = organisations.filter((candidate) => candidate.role === role).length;
    const good = role === 'casework' ? count === 1 : count > 0;
    if (good) return [];
    const expected = `${role === 'casework' ? 'exactly' : 'at least'} one organisation with role ${role}`;
    return [{ file: path, path: 'organisations', expected, found: count === 0 ? 'none' : String(count) }];
  });
}

function isHttpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '';
}

function wholeNumber(least: number, most: number, unit: string) {
  const expected = `a whole number of ${unit}, ${least} to ${most}`;
  return z.number(expected).int(expected).min(least, expected).max(most, expected);
}

/** Says what was expected instead of an object, but leaves unknown keys to be named one by one. */
function keepUnknownKeys(expected: string) {
  return (issue: { code?: string }) => (issue.code === 'invalid_type' ? expected : undefined);
}
