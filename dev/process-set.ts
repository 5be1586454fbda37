import { join, resolve } from 'node:path';
import { type Child, startChild } from './child-process.ts';
import { untilReady } from './ready.ts';
import { up } from './say.ts';
import { addressOf, type Service } from './services.ts';
import { StartError } from './start-error.ts';
import type { StartOptions } from './start-everything.ts';

/** What every process of the set is told. */
export interface Surroundings {
  databaseUrl: string;
  issuer: string;
}

/** Small processes: they serve one machine, side by side. Megabytes. */
const smallHeap = ['--max-semi-space-size=2', '--max-old-space-size=384'];

/** The subgraphs and the gateway: processes that end together. */
export class ProcessSet {
  readonly #options: StartOptions;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #children: Child[] = [];
  readonly #failure = Promise.withResolvers<string>();
  #stopping = false;

  constructor(options: StartOptions, { databaseUrl, issuer }: Surroundings) {
    this.#options = options;
    this.#environment = {
      ...options.environment,
      DATABASE_URL: databaseUrl,
      ISSUER: issuer,
      ORGANISATIONS_FILE: resolve(options.organisationsFile),
      SUPERGRAPH_FILE: resolve(options.supergraphFile),
      NODE_COMPILE_CACHE: join(resolve(options.dataDir), 'compile-cache'),
    };
  }

  /** Resolves when one of them ends by itself, with one line that says which. */
  get failed(): Promise<string> {
    return this.#failure.promise;
  }

  /** Starts a service and waits until it is ready. Throws StartError when it ends before. */
  async start(service: Service): Promise<void> {
    const { name, program, host, port } = service;
    const child = this.#spawn(name, program, { HOST: host, PORT: String(port) });
    child.ended.then(({ reason }) => {
      if (!this.#stopping) this.#failure.resolve(reason);
    });
    await untilReady(child, addressOf(service));
    this.#options.say(up(name, addressOf(service)));
  }

  /** Runs a program that ends by itself. Throws StartError when it fails. */
  async runToEnd(name: string, program: string): Promise<void> {
    const { code, reason } = await this.#spawn(name, program, {}).ended;
    if (code !== 0) throw new StartError(reason);
  }

  /** Ends them all, at most 5 s. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#children.map((child) => child.stop()));
  }

  #spawn(name: string, program: string, settings: Readonly<Record<string, string>>): Child {
    const environment = { ...this.#environment, ...settings };
    const child = startChild({ name, program, environment, nodeOptions: smallHeap, say: this.#options.say });
    this.#children.push(child);
    return child;
  }
}
