import { fileURLToPath } from 'node:url';

/** A file of `schema/`. */
export function schemaFile(name: string): string {
  return fileURLToPath(new URL(`../schema/${name}`, import.meta.url));
}
