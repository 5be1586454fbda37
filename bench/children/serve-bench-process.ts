import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { Session } from 'node:inspector/promises';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Answered, Told, Usage } from './messages.ts';

/** What a process can be told beside what all can. */
export interface Abilities {
  delay?: (ms: number) => void;
}

const session = new Session();
/** How often a timer is due by which the event loop is watched, in milliseconds. */
const everyMs = 5;
const loopDelay = monitorEventLoopDelay({ resolution: everyMs });

/** Opens a server at a free port of this machine, for a process that the bench measures. */
export async function serveBenchProcess(server: Server, abilities: Abilities = {}): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  answerBench(`http://127.0.0.1:${port}`, abilities);
}

/** Tells the bench where this process listens, and answers what it asks. Ends with the bench, however that ends. */
export function answerBench(url: string, abilities: Abilities = {}): void {
  loopDelay.enable();
  process.once('disconnect', () => process.exit(1));
  process.on('message', (told: Told) => {
    void obey(told, abilities).then(say);
  });
  say({ up: url });
}

function say(answered: Answered): void {
  // A bench that is gone meanwhile needs no answer, and this process ends for it.
  process.send?.(answered, () => {});
}

async function obey(told: Told, { delay }: Abilities): Promise<Answered> {
  switch (told.ask) {
    case 'usage':
      return { usage: usage() };
    case 'delay':
      delay?.(told.ms);
      return { done: true };
    case 'profile':
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.start');
      return { done: true };
    case 'end-profile':
      writeFileSync(told.file, JSON.stringify((await session.post('Profiler.stop')).profile));
      return { done: true };
    case 'stop':
      process.exit(0);
  }
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  // What is counted is from one timer to the next.
  const loopDelayMs = Math.max(0, loopDelay.percentile(99) / 1e6 - everyMs);
  loopDelay.reset();
  return { cpuMs: (user + system) / 1_000, rssBytes: process.memoryUsage.rss(), loopDelayMs };
}
