import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** The provider's signing keys, private parts included: the first signs, the others are there to verify with. */
export interface IdentityKeys {
  current(): readonly JWK[];
  /** Puts a new key first. The old ones stay, so that tokens already given out keep their worth. */
  rotate(): Promise<void>;
}

/** How many keys are kept: the one that signs and the one before it. */
const keep = 2;

/**
 * Opens the keys: those of `dataDir/identity-keys.json` (readable by its owner only), made at first start; in memory when
 * there is no directory.
 */
export async function openIdentityKeys(dataDir: string | undefined): Promise<IdentityKeys> {
  const file = dataDir === undefined ? undefined : join(dataDir, 'identity-keys.json');
  let keys = file === undefined ? [] : await readKeys(file);
  const rotate = async () => {
    keys = [await newKey(), ...keys].slice(0, keep);
    if (file !== undefined) await writeKeys(file, keys);
  };
  if (keys.length === 0) await rotate();
  return { current: () => keys, rotate };
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'ES256', use: 'sig' };
}

/** None when there is no such file or what it holds is no key set: keys of development are simply made anew. */
async function readKeys(file: string): Promise<JWK[]> {
  try {
    const { keys } = JSON.parse(await readFile(file, 'utf8'));
    return Array.isArray(keys) && keys.every((key) => key?.kty === 'EC' && key.d) ? keys : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Whole or not at all, also when the process is killed meanwhile. */
async function writeKeys(file: string, keys: readonly JWK[]): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify({ keys }, null, 2), { mode: 0o600 });
  await rename(draft, file);
}
