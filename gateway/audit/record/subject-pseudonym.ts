import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Gives the name under which a client stands in the log. */
export type SubjectPseudonym = (clientId: string) => string;

/** The `dpl.core.data_subject_id_type` of these names. */
export const subjectPseudonymType = 'urn:korte-lijnen:log-pseudonym';

const maxKept = 50_000;

/**
 * Names of clients for the log: HMAC-SHA-256 of the client id, 43 characters of base64url. One client always has the same
 * name; without the secret nobody can tell whose it is, and no organisation knows the client by it.
 *
 * @param secret 32 characters or more; with another one nobody is found again
 */
export function subjectPseudonyms(secret: string): SubjectPseudonym {
  const kept = new LRUCache<string, string>({ max: maxKept });
  return (clientId) => {
    const known = kept.get(clientId);
    if (known !== undefined) return known;
    const pseudonym = createHmac('sha256', secret).update(`korte-lijnen log\n${clientId}`).digest('base64url');
    kept.set(clientId, pseudonym);
    return pseudonym;
  };
}
