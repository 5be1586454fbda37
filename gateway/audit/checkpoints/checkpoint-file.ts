import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A line of the checkpoint file. */
export interface CheckpointLine {
  /** Counted from 1. */
  line: number;
  /** The checkpoint, signed; null: the line cannot be read. A crash while it was written leaves such a line. */
  jws: string | null;
  /** It has no end: nothing was written after it. Only the last can. */
  isUnended: boolean;
}

const form = z.strictObject({ jws: z.string() });
const newline = 10;

/**
 * Adds a checkpoint to the file, which is made if it is not there, with its directory. What is added is on the disk when this
 * resolves. Several processes may add to one file. What a crash left of a line stays, as a line of its own.
 *
 * @throws what the file system says
 */
export async function appendCheckpoint(file: string, jws: string): Promise<void> {
  await withFile(file, async (handle) => {
    const ended = await endsWithNewline(handle);
    await handle.appendFile(`${ended ? '' : '\n'}${JSON.stringify({ jws })}\n`);
    await handle.sync();
  });
}

/**
 * Sees that checkpoints can be added to this file; makes it if it is not there.
 *
 * @throws what the file system says
 */
export async function prepareCheckpointFile(file: string): Promise<void> {
  await withFile(file, (handle) => handle.sync());
}

async function withFile(file: string, use: (handle: FileHandle) => Promise<void>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await using handle = await open(file, 'a+', 0o600);
  await use(handle);
}

async function endsWithNewline(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] === newline;
}

/**
 * The lines of the checkpoint file, in order, one at a time.
 *
 * @throws what the file system says
 */
export async function* readCheckpointFile(file: string): AsyncGenerator<CheckpointLine> {
  let line = 0;
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const texts = `${rest}${chunk}`.split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      line += 1;
      yield { line, jws: jwsOf(text), isUnended: false };
    }
  }
  if (rest !== '') yield { line: line + 1, jws: jwsOf(rest), isUnended: true };
}

function jwsOf(line: string): string | null {
  try {
    return form.safeParse(JSON.parse(line)).data?.jws ?? null;
  } catch {
    return null;
  }
}
