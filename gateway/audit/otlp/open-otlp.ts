import type { Logger } from 'pino';
import type { Confirm } from '../release.ts';
import { createCollector } from './collector.ts';
import { confirmLines } from './confirm-lines.ts';
import { followLog } from './follow-log.ts';

export interface OtlpSettings {
  /** Where traces are taken, by OTLP/HTTP with JSON: `https://collector.example/v1/traces`. */
  url: string;
  /** Does no answer leave before the collector has its lines? Else it gets them soon, and answers never wait for it. */
  mandatory: boolean;
}

export interface Otlp {
  confirm: Confirm;
  close(): Promise<void>;
}

/**
 * Sends the lines of the Logboek Dataverwerkingen to a collector. Also when it is mandatory, the log is followed: what was
 * recorded for an answer that then could not leave, or by a gateway that ended just then, arrives too. Each line then arrives
 * twice, and is known by its trace and span.
 */
export function openOtlp(settings: OtlpSettings, databaseUrl: string, log: Pick<Logger, 'info' | 'warn'>): Otlp {
  const { url, mandatory } = settings;
  const collector = createCollector({ url });
  // What else an address may hold is nothing for the database.
  const { origin, pathname } = new URL(url);
  const endFollowing = followLog({ databaseUrl, collector, name: `${origin}${pathname}`, log });
  return {
    confirm: mandatory ? confirmLines(collector) : async () => {},
    close: () => endFollowing().then(() => collector.close()),
  };
}
