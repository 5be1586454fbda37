import { createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';

/** A key that signs calls. */
export interface CallKey {
  /** Its name in the published set: the thumbprint of RFC 7638. */
  kid: string;
  privateKey: KeyObject;
}

/** A public key as it is published (RFC 7517). */
export interface PublicCallKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
  kid: string;
  alg: 'ES256';
  use: 'sig';
}

/** The keys of signed calls. */
export interface CallKeys {
  /** The one that signs now. */
  readonly signing: CallKey;
  /** Those that an organisation has to know to verify what is signed now, was signed just now, or will be next. */
  published(): { keys: PublicCallKey[] };
}

/** Keys that this process made, and replaces. */
export interface GeneratedCallKeys extends CallKeys {
  /** The next key signs from now on. What it replaces stays published for as long as its calls can be under way. */
  rotate(): void;
}

/** Longer than a token lives and clocks differ, in milliseconds. */
const publishedAfterwardsMs = 120_000;

/**
 * Keys made in this process, for one gateway alone. The next key is published before it signs, so that an organisation that
 * keeps what it read knows it already.
 *
 * @param options.now milliseconds since 1970; default the real clock
 */
export function generateCallKeys(options: { now?: () => number } = {}): GeneratedCallKeys {
  const { now = Date.now } = options;
  let signing = generateCallKey();
  let next = generateCallKey();
  let retired: { key: CallKey; until: number }[] = [];
  return {
    get signing() {
      return signing;
    },
    published() {
      retired = retired.filter(({ until }) => until > now());
      return { keys: [signing, next, ...retired.map(({ key }) => key)].map(publicCallKey) };
    },
    rotate() {
      retired.push({ key: signing, until: now() + publishedAfterwardsMs });
      signing = next;
      next = generateCallKey();
    },
  };
}

/** Keys that are kept elsewhere: the first signs, all are published. Throws when there are none. */
export function fixedCallKeys(privateKeys: readonly KeyObject[]): CallKeys {
  const keys = privateKeys.map((privateKey) => ({ kid: thumbprint(pointOf(privateKey)), privateKey }));
  const [signing] = keys;
  if (!signing) throw new Error('there are no keys to sign calls with');
  const published = keys.map(publicCallKey);
  return { signing, published: () => ({ keys: published }) };
}

function generateCallKey(): CallKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { kid: thumbprint(pointOf(privateKey)), privateKey };
}

function publicCallKey({ kid, privateKey }: CallKey): PublicCallKey {
  return { kty: 'EC', crv: 'P-256', ...pointOf(privateKey), kid, alg: 'ES256', use: 'sig' };
}

function pointOf(privateKey: KeyObject): { x: string; y: string } {
  const { crv, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (crv !== 'P-256' || x === undefined || y === undefined) throw new Error('ES256 needs a key on the curve P-256');
  return { x, y };
}

/** The name of a public key on P-256: its thumbprint (RFC 7638). */
export function thumbprint({ x, y }: { x: string; y: string }): string {
  return hash('sha256', JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }), 'base64url');
}
