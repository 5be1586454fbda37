import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Child, startChild } from '../../dev/child-process.ts';
import { freePort } from '../../dev/ports.ts';
import { untilReady } from '../../dev/ready.ts';
import { testAuditKeys, testAuditSecret } from './audit-settings.ts';
import { testCallKeys } from './sign-test-call.ts';
import type { World } from './world.ts';

/** A gateway that runs as a process of its own, as `npm start` runs it. */
export interface GatewayProcess {
  url: string;
  pid: number;
  /** Ends it at once: SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM. Resolves when it has ended, with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts gateways before the organisations and on the database of a world. Dispose it to end them all. */
export interface GatewayProcesses extends AsyncDisposable {
  /** @param settings what this one is told besides, or otherwise than the others */
  start(settings?: Readonly<Record<string, string | undefined>>): Promise<GatewayProcess>;
}

export function gatewayProcesses(world: World, issuer: string): GatewayProcesses {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-gateways-'));
  const environment = environmentOf(world, issuer, directory);
  const children: Child[] = [];
  return {
    start: async (settings = {}) => {
      const port = await freePort();
      const child = startChild({
        name: 'gateway',
        program: 'gateway/main.ts',
        environment: { ...environment, PORT: String(port), ...settings },
        say: () => {},
      });
      children.push(child);
      const url = `http://127.0.0.1:${port}`;
      await untilReady(child, url);
      return {
        url,
        pid: child.pid,
        kill: async () => {
          process.kill(child.pid, 'SIGKILL');
          await child.ended;
        },
        stop: async () => {
          await child.stop();
          return (await child.ended).code;
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(children.map((child) => child.stop()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function environmentOf(world: World, issuer: string, directory: string): Record<string, string | undefined> {
  const write = (name: string, text: string): string => {
    const file = join(directory, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  const keyFile = (name: string, { signing }: typeof testCallKeys) =>
    write(name, JSON.stringify({ keys: [signing.privateKey.export({ format: 'jwk' })] }));
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LOG_LEVEL: 'silent',
    DATABASE_URL: world.databaseUrl,
    ISSUER: issuer,
    ORGANISATIONS_FILE: write('organisations.yaml', stringify({ organisations: world.organisations })),
    CALL_KEY_FILE: keyFile('call-keys.json', testCallKeys),
    AUDIT_KEY_FILE: keyFile('audit-keys.json', testAuditKeys),
    AUDIT_PSEUDONYM_SECRET: testAuditSecret,
    TRUSTED_DOCUMENTS: 'off',
    AUDIT_CHECKPOINT_FILE: world.audit.checkpointFile,
    NODE_COMPILE_CACHE: join(tmpdir(), 'korte-lijnen-test-compile-cache'),
  };
}

/** The issuer of this token. */
export function issuerOf(token: string): string {
  const [, claims = ''] = token.split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { iss: string }).iss;
}
