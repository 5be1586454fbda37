import { z } from 'zod';
import { readOrganisations } from '../../schema/organisations.ts';
import { readCallKeys } from '../../signed-calls/call-key-file.ts';
import { type CallKeys, generateCallKeys } from '../../signed-calls/call-keys.ts';
import { pseudonymsFrom } from '../casebook/pseudonym.ts';
import type { Subgraph } from '../kit/service.ts';
import { partnersOverHttp } from './links/partners-over-http.ts';
import { createCasework } from './service.ts';

const environmentShape = z.object({
  ORGANISATIONS_FILE: z.string('expected the path of an organisations file'),
  PSEUDONYM_SECRET: z
    .string('expected the secret that pseudonyms are made with')
    .min(16, 'expected 16 characters or more'),
  CASEWORK_KEY_FILE: z.string().min(1).optional(),
  REQUEST_TERM_HOURS: z.coerce.number('expected a number of hours').int().min(1).max(720).default(72),
});

/**
 * Casework that can ask the organisations of the file.
 *
 * @param environment ORGANISATIONS_FILE; PSEUDONYM_SECRET, the one that the links are kept by: with another secret nobody
 *   would be found again; CASEWORK_KEY_FILE, the keys of its calls in the form of the gateway's (default: made at start,
 *   and replaced daily); REQUEST_TERM_HOURS, how long an organisation that cannot be reached is asked again (default 72)
 * @throws {z.ZodError} naming what is missing or wrong
 */
export function configuredCasework(environment: Readonly<Record<string, string | undefined>>): Subgraph {
  const settings = environmentShape.parse(environment);
  const callKeys = callKeysOf(settings.CASEWORK_KEY_FILE);
  const pseudonymOf = pseudonymsFrom(settings.PSEUDONYM_SECRET);
  const organisations = readOrganisations(settings.ORGANISATIONS_FILE);
  const delivery = { termMs: settings.REQUEST_TERM_HOURS * 3_600_000 };
  return createCasework({ delivery, callKeys, partners: partnersOverHttp({ organisations, pseudonymOf, callKeys }) });
}

/** How long a key that was made here signs, in milliseconds: a day. */
const rotateAfterMs = 86_400_000;

function callKeysOf(file: string | undefined): CallKeys {
  if (file !== undefined) return readCallKeys(file);
  const keys = generateCallKeys();
  setInterval(() => keys.rotate(), rotateAfterMs).unref();
  return keys;
}
