import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where the supergraph comes from: a text, or a file that is read again when it changes. */
export type SupergraphSource = { sdl: string } | { file: string };

// A file is often written in several steps; it is read when it has been quiet for this long.
const quietMs = 100;

/** The supergraph as it is now. */
export async function readSupergraph(source: SupergraphSource): Promise<string> {
  return 'sdl' in source ? source.sdl : readFile(source.file, 'utf8');
}

/**
 * Tells when the supergraph's file has other content.
 *
 * @param changed gets the new text
 * @returns ends the watch
 */
export function watchSupergraph(source: SupergraphSource, known: string, changed: (sdl: string) => void): () => void {
  if ('sdl' in source) return () => {};
  const { file } = source;
  let last = known;
  let timer: NodeJS.Timeout | undefined;
  const read = async (): Promise<void> => {
    // Gone for a moment while it is replaced: its next event reads it.
    const sdl = await readFile(file, 'utf8').catch(() => last);
    if (sdl === last || sdl.trim() === '') return;
    last = sdl;
    changed(sdl);
  };
  // The folder is watched, not the file: editors and deployments replace a file by renaming another over it, or a link in the
  // folder that it is reached through. Whether it has changed, its content tells.
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(read, quietMs);
  };
  const watcher = watch(dirname(file), { persistent: false }, later);
  // It may have changed since it was read.
  later();
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
