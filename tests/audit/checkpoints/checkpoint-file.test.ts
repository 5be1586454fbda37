import { appendFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  appendCheckpoint,
  type CheckpointLine,
  prepareCheckpointFile,
  readCheckpointFile,
} from '../../../gateway/audit/checkpoints/checkpoint-file.ts';

async function freshFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kl-checkpoints-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return join(directory, 'not there yet', 'checkpoints.jsonl');
}

async function linesOf(file: string): Promise<CheckpointLine[]> {
  const lines = [];
  for await (const line of readCheckpointFile(file)) lines.push(line);
  return lines;
}

const whole = (line: number, jws: string) => ({ line, jws, isUnended: false });

test('checkpoints are read back in the order in which they were added', async () => {
  const file = await freshFile();
  for (const jws of ['a.b.c', 'd.e.f', 'g.h.i']) await appendCheckpoint(file, jws);
  expect(await linesOf(file)).toEqual([whole(1, 'a.b.c'), whole(2, 'd.e.f'), whole(3, 'g.h.i')]);
  expect(await readFile(file, 'utf8')).toBe('{"jws":"a.b.c"}\n{"jws":"d.e.f"}\n{"jws":"g.h.i"}\n');
});

test('a file that was prepared has no lines', async () => {
  const file = await freshFile();
  await prepareCheckpointFile(file);
  expect(await linesOf(file)).toEqual([]);
});

test('checkpoints that several add at once all stand on lines of their own', async () => {
  const file = await freshFile();
  await prepareCheckpointFile(file);
  const added = Array.from({ length: 40 }, (_, index) => `${index}.${'x'.repeat(5_000)}.z`);
  await Promise.all(added.map((jws) => appendCheckpoint(file, jws)));
  const read = await linesOf(file);
  expect(read.map(({ jws }) => jws).sort()).toEqual([...added].sort());
});

test('a last line that a crash cut off is told, and what is added afterwards is whole', async () => {
  const file = await freshFile();
  await appendCheckpoint(file, 'a.b.c');
  await appendCheckpoint(file, 'd.e.f');
  await truncate(file, 22);
  expect(await linesOf(file)).toEqual([whole(1, 'a.b.c'), { line: 2, jws: null, isUnended: true }]);
  await appendCheckpoint(file, 'g.h.i');
  expect(await linesOf(file)).toEqual([whole(1, 'a.b.c'), { line: 2, jws: null, isUnended: false }, whole(3, 'g.h.i')]);
});

test('a line of another form is told as one that cannot be read', async () => {
  const file = await freshFile();
  await appendCheckpoint(file, 'a.b.c');
  await appendFile(file, '[]\n{"jws":1}\n{"jws":"a","more":1}\nnull\n\n');
  await appendCheckpoint(file, 'd.e.f');
  expect((await linesOf(file)).map(({ jws }) => jws)).toEqual(['a.b.c', null, null, null, null, null, 'd.e.f']);
});

test('a file that is not there is an error of the file system', async () => {
  const file = await freshFile();
  await expect(linesOf(file)).rejects.toThrow('ENOENT');
});
