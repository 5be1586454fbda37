import type { Organisation } from '../schema/organisations.ts';
import type { RoleName } from '../subgraphs/kit/wire.ts';

/** What listens somewhere. */
export interface Listener {
  name: string;
  /** For a sentence: `the subgraph of housing`. */
  what: string;
  host: string;
  port: number;
}

/** A process to be started, and where it listens. */
export interface Service extends Listener {
  /** Relative to the repository's root. */
  program: string;
  /** What it alone is told. */
  settings?: Readonly<Record<string, string>>;
}

const ourHosts: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * The subgraph processes that serve these organisations: one a role and address. Organisations elsewhere than on this
 * machine run themselves.
 *
 * @param without roles whose organisations are left down
 */
export function subgraphServices(organisations: readonly Organisation[], without: readonly RoleName[] = []): Service[] {
  const services = new Map<string, Service>();
  for (const { role, url } of organisations) {
    const { hostname, port, protocol } = new URL(url);
    if (!ourHosts.includes(hostname) || protocol !== 'http:' || without.includes(role)) continue;
    const host = hostname === '[::1]' ? '::1' : hostname;
    const what = `the subgraph of ${role}`;
    const service = { name: role, what, program: `subgraphs/${role}/main.ts`, host, port: Number(port || 80) };
    services.set(`${role} ${host}:${service.port}`, service);
  }
  return [...services.values()];
}

export function gatewayService(port: number): Service {
  return { name: 'gateway', what: 'the gateway', program: 'gateway/main.ts', host: '127.0.0.1', port };
}

export function identityService(port: number): Listener {
  return { name: 'identity provider', what: 'the identity provider', host: '127.0.0.1', port };
}

/** `http://127.0.0.1:4104` */
export function addressOf({ host, port }: Pick<Listener, 'host' | 'port'>): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
