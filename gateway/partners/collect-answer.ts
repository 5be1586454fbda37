import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { CallOutcome, PartnerCall } from './partner-call.ts';
import { readEnvelope } from './read-envelope.ts';

export const unavailable: CallOutcome = { kind: 'failed', code: 'PARTNER_UNAVAILABLE' };
const invalid: CallOutcome = { kind: 'failed', code: 'PARTNER_INVALID_RESPONSE' };

/**
 * Collects one organisation's answer as undici hears it: within the organisation's time and size, or not at all. Streams and
 * abort controllers, which undici offers above this, cost more than all else that a call does here.
 */
export class AnswerCollector implements Dispatcher.DispatchHandler {
  readonly #call: PartnerCall;
  readonly #settle: (outcome: CallOutcome) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #giveUp = () => this.#end(unavailable, true);
  #controller: Dispatcher.DispatchController | null = null;
  #chunks: Buffer[] = [];
  #length = 0;
  #isEnded = false;

  /** @param settle told the outcome, once */
  constructor(call: PartnerCall, settle: (outcome: CallOutcome) => void) {
    this.#call = call;
    this.#settle = settle;
    this.#timer = setTimeout(this.#giveUp, call.organisation.timeoutMs);
    if (call.signal.aborted) this.#giveUp();
    else call.signal.addEventListener('abort', this.#giveUp);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while it waited for a connection: then it is not sent.
    if (this.#isEnded) controller.abort(givenUp());
  }

  onResponseStart(_controller: unknown, statusCode: number, headers: IncomingHttpHeaders): void {
    if (statusCode < 200) return;
    if (statusCode !== 200) this.#end(unavailable, true);
    else if (!isJson(headers['content-type']) || !isPlain(headers['content-encoding'])) this.#end(invalid, true);
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    if (this.#isEnded) return;
    this.#length += chunk.length;
    if (this.#length > this.#call.organisation.maxResponseBytes) this.#end(invalid, true);
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#isEnded) return;
    const [only] = this.#chunks;
    const body = only && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks, this.#length);
    this.#end(readEnvelope(body), false);
  }

  onResponseError(): void {
    this.#end(unavailable, false);
  }

  // What is still to come is not read: the connection goes.
  #end(outcome: CallOutcome, isUnread: boolean): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#call.signal.removeEventListener('abort', this.#giveUp);
    this.#chunks = [];
    this.#settle(outcome);
    if (isUnread) this.#controller?.abort(givenUp());
  }
}

function givenUp(): Error {
  return new Error('the rest of the answer is not read');
}

function isJson(contentType: string | string[] | undefined): boolean {
  return typeof contentType === 'string' && /^application\/(graphql-response\+)?json\s*(;|$)/i.test(contentType);
}

function isPlain(encoding: string | string[] | undefined): boolean {
  return encoding === undefined || encoding === 'identity';
}
