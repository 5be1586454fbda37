import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Child, startChild } from '../../dev/child-process.ts';
import { freePort } from '../../dev/ports.ts';
import { untilReady } from '../../dev/ready.ts';
import { oins } from '../../subgraphs/casebook/people.ts';
import { testPseudonymSecret } from './database.ts';
import { testCaseworkKeys } from './sign-test-call.ts';
import type { World } from './world.ts';

/** A casework that runs as a process of its own, as `npm start` runs it. */
export interface CaseworkProcess {
  /** The GraphQL endpoint. */
  url: string;
  /** Ends it at once: SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts caseworks before the organisations and on the database of a world. Dispose it to end them all. */
export interface CaseworkProcesses extends AsyncDisposable {
  start(): Promise<CaseworkProcess>;
}

export function caseworkProcesses(world: World): CaseworkProcesses {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-caseworks-'));
  const write = (name: string, text: string): string => {
    const file = join(directory, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  const key = testCaseworkKeys.signing.privateKey.export({ format: 'jwk' });
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DATABASE_URL: world.databaseUrl,
    ORGANISATIONS_FILE: write('organisations.yaml', stringify({ organisations: world.organisations })),
    GATEWAY_JWKS_URL: `${world.url}/.well-known/jwks.json`,
    PSEUDONYM_SECRET: testPseudonymSecret,
    CASEWORK_KEY_FILE: write('casework-keys.json', JSON.stringify({ keys: [key] })),
    NODE_COMPILE_CACHE: join(tmpdir(), 'korte-lijnen-test-compile-cache'),
  };
  const children: Child[] = [];
  return {
    start: async () => {
      const port = await freePort();
      const child = startChild({
        name: 'casework',
        program: 'subgraphs/casework/main.ts',
        environment: { ...environment, PORT: String(port) },
        say: () => {},
      });
      children.push(child);
      const url = `http://127.0.0.1:${port}`;
      await untilReady(child, url);
      return {
        url: `${url}/${oins.casework}/graphql`,
        kill: async () => {
          process.kill(child.pid, 'SIGKILL');
          await child.ended;
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(children.map((child) => child.stop()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
