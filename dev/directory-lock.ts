import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** Another process that still runs holds the directory. */
export class DirectoryInUseError extends Error {
  readonly code = 'DIRECTORY_IN_USE';

  constructor(directory: string) {
    super(`${directory} is in use by another start that still runs`);
    this.name = 'DirectoryInUseError';
  }
}

/** A directory held by this process, until `release` or until the process ends, however it ends. */
export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Holds a directory for this process. It need not exist yet.
 *
 * The lock is a listening local socket instead of a file with a process id, because the operating system drops it with the
 * process: after a `kill -9` there is nothing stale to judge.
 *
 * @throws {DirectoryInUseError} when another process holds it
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const parent = dirname(resolve(directory));
  mkdirSync(parent, { recursive: true });
  const path = socketPath(join(realpathSync(parent), basename(directory)));
  const server = await listen(path, directory);
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function listen(path: string, directory: string): Promise<Server> {
  try {
    return await tryListen(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    if (!isFile(path) || (await isAnswered(path))) throw new DirectoryInUseError(directory);
    rmSync(path, { force: true });
    return tryListen(path);
  }
}

function tryListen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Linux has sockets without a file, Windows pipes; elsewhere the socket is a file that outlives a killed process. */
function socketPath(directory: string): string {
  const name = `korte-lijnen-${createHash('sha256').update(directory).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

function isFile(path: string): boolean {
  return process.platform !== 'linux' && process.platform !== 'win32' && path.endsWith('.sock');
}
