import { type Dispatcher, Pool } from 'undici';
import { z } from 'zod';
import type { LdvLine } from '../export/ldv-line.ts';
import { type SpanResource, spanRequest } from './span-request.ts';

export interface CollectorOptions {
  /** Where traces are taken, by OTLP/HTTP with JSON: `https://collector.example/v1/traces`. Nothing else is connected to. */
  url: string;
  resource?: SpanResource;
}

/** Takes the lines of the Logboek Dataverwerkingen. */
export interface Collector {
  /**
   * Resolves when the collector has said that it took all of these lines.
   *
   * @param signal how long it may take
   * @throws {CollectorError} when it did not say so
   */
  send(lines: readonly LdvLine[], signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** The collector did not acknowledge. Says why in words of ours: nothing of what it said. */
export class CollectorError extends Error {
  /** Did it answer that it will not have these lines? Else it is away, or busy. */
  readonly isRefusal: boolean;
  /** How long it asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(message: string, { isRefusal = false, retryAfterMs = null as number | null } = {}) {
    super(message);
    this.name = 'CollectorError';
    this.isRefusal = isRefusal;
    this.retryAfterMs = retryAfterMs;
  }
}

const answerForm = z.object({
  partialSuccess: z.object({ rejectedSpans: z.union([z.number(), z.string()]).optional() }).nullish(),
});

/** By which it says that it may take them later. Source: OTLP 1.x, OTLP/HTTP, retryable response codes. */
const retryable: readonly number[] = [429, 502, 503, 504];

const connections = 8;
const maxAnswerBytes = 65_536;

/** A collector that is reached over HTTP. No redirect is followed, and every answer is bounded in size. */
export function createCollector({ url, resource = { 'service.name': 'korte-lijnen' } }: CollectorOptions): Collector {
  const { origin, pathname, search } = new URL(url);
  // Time is bounded by the signal, over the whole call.
  const pool = new Pool(origin, { connections, headersTimeout: 0, bodyTimeout: 0 });
  return {
    async send(lines, signal) {
      const body = spanRequest(lines, resource);
      try {
        await readAcknowledgement(await pool.request({ ...request, path: `${pathname}${search}`, body, signal }));
      } catch (error) {
        throw error instanceof CollectorError ? error : new CollectorError(reasonOf(signal));
      }
    },
    close: () => pool.destroy(),
  };
}

const request = {
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json', 'accept-encoding': 'identity' },
} as const;

function reasonOf(signal: AbortSignal): string {
  return signal.aborted ? 'the collector did not answer in time' : 'the collector cannot be reached';
}

async function readAcknowledgement({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<void> {
  const text = await readText(body);
  if (statusCode < 200 || statusCode > 299) {
    throw new CollectorError(`the collector answered with status ${statusCode}`, {
      isRefusal: !retryable.includes(statusCode),
      retryAfterMs: retryAfter(headers['retry-after']),
    });
  }
  const answer = answerForm.safeParse(parse(text));
  if (!answer.success) throw new CollectorError('the collector answered with something that is no acknowledgement');
  const { rejectedSpans = 0 } = answer.data.partialSuccess ?? {};
  // What is no number counts as a refusal too.
  if (Number(rejectedSpans) !== 0) {
    throw new CollectorError('the collector refused some of the lines', { isRefusal: true });
  }
}

async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) throw new CollectorError('the collector answered with too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Nothing at all is what an acknowledgement without remarks is in the other encoding; some collectors answer so. */
function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Seconds or a date. Source: RFC 9110, section 10.2.3. */
function retryAfter(header: string | string[] | undefined): number | null {
  if (typeof header !== 'string') return null;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : null;
}
