/** Where progress goes, one line a call, without its line end. */
export type Say = (line: string) => void;

/** `✓ housing            http://127.0.0.1:4104` */
export function up(name: string, where: string): string {
  return `✓ ${name.padEnd(18)} ${where}`;
}
