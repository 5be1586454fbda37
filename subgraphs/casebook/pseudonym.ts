import { createHmac } from 'node:crypto';

/** Turns a client id into the name that one organisation knows the client by. */
export type PseudonymOf = (oin: string, clientId: string) => string;

/**
 * Pseudonyms of the development default: HMAC-SHA256 with a key of the organisation's own, so that no two organisations
 * share one. The organisation's key is itself derived from one secret.
 *
 * @param secret what the organisations' keys are derived from
 */
export function pseudonymsFrom(secret: string): PseudonymOf {
  return (oin, clientId) => {
    const key = createHmac('sha256', secret).update(`pseudonym:${oin}`).digest();
    return createHmac('sha256', key).update(clientId).digest('base64url');
  };
}
