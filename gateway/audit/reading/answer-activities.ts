import type { IncomingMessage } from 'node:http';
import type pg from 'pg';
import type { Logger } from 'pino';
import {
  AuditUnavailableError,
  BadRequestError,
  ClientNotAllowedError,
  KorteLijnenError,
  MethodNotAllowedError,
  UnsupportedMediaTypeError,
} from '../../errors.ts';
import { type Answer, jsonAnswer } from '../../http/answer.ts';
import type { Exchange } from '../../http/exchange.ts';
import { readBody } from '../../http/read-body.ts';
import { readTraceContext, type TraceContext, traceHeaders } from '../../http/trace-context.ts';
import type { VerifyAccessToken } from '../../identity/verify-access-token.ts';
import type { OAuthClient } from '../../identity/verify-client.ts';
import type { LogEntry } from '../record/log-record.ts';
import { type ActivityQuery, readActivityQuery } from './activity-query.ts';
import { findActivities, maxActivities } from './find-activities.ts';
import { problemAnswer } from './problem-answer.ts';
import { processingActivity } from './processing-activity.ts';
import { readEntry } from './read-entry.ts';
import type { ReadingClient } from './reading-clients.ts';
import { takeTurns } from './take-turns.ts';

export interface ReadingOptions {
  database: pg.Pool;
  /** Records that something is read; nothing is read before it resolves. */
  append: (entries: readonly LogEntry[]) => Promise<void>;
  /** Of tokens that are meant for `readingAudience`. */
  verify: VerifyAccessToken<OAuthClient>;
  /** Who may read. */
  clients: readonly ReadingClient[];
  /** Version of the processing register that is in force. */
  register: string;
  log: Pick<Logger, 'error'>;
}

/** Of the extension "lezen" that is offered. */
const apiVersion = '0.9.0';

const maxBodyBytes = 10_000;
const readsAtOnce = 2;

/**
 * Answers `/processing-activities`: lines of the Logboek Dataverwerkingen, for programs of auditors and of organisations in the
 * same chain. Takes every method and answers every error itself, in the form of its standard.
 *
 * Source: Logius, Logboek Dataverwerkingen, extension "lezen" 0.9.
 */
export function processingActivitiesAnswerer(options: ReadingOptions): (exchange: Exchange) => Promise<Answer> {
  const answer = activitiesAnswerer(options);
  return async (exchange) => {
    const answered = await answer(exchange).catch((error: unknown) => {
      logFault(options.log, exchange, error);
      return problemAnswer(error);
    });
    return { ...answered, headers: { ...answered.headers, 'api-version': apiVersion } };
  };
}

function activitiesAnswerer({ database, append, verify, clients, register }: ReadingOptions) {
  const takeTurn = takeTurns(readsAtOnce);
  return async ({ request }: Exchange): Promise<Answer> => {
    if (request.method !== 'POST') throw new MethodNotAllowedError(['POST']);
    const client = allowed(clients, await verify(request.headers.authorization));
    const trace = readTraceContext(request.headers);
    const query = readActivityQuery(await readJson(request));
    return takeTurn(async () => {
      await append([readEntry({ client, trace, query, register })]);
      return answerFound(database, query, trace);
    });
  };
}

function allowed(clients: readonly ReadingClient[], { clientId }: OAuthClient): ReadingClient {
  const client = clients.find(({ id }) => id === clientId);
  if (!client) throw new ClientNotAllowedError('this client may not read the log');
  return client;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (!/^application\/json\s*(;|$)/i.test(type) || encoding !== 'identity') {
    throw new UnsupportedMediaTypeError('the body is to be application/json, not compressed');
  }
  const body = await readBody(request, maxBodyBytes);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new BadRequestError('the body is not JSON');
  }
}

async function answerFound(database: pg.Pool, query: ActivityQuery, trace: TraceContext): Promise<Answer> {
  const { lines, hasMore } = await findActivities(database, query).catch(() => {
    throw new AuditUnavailableError('the log could not be read in time; ask again, or with a startTime and an endTime');
  });
  return jsonAnswer(
    200,
    { processingActivities: lines.map(processingActivity) },
    {
      ...traceHeaders(trace, trace.spanId),
      ...(hasMore ? { 'x-results-limited-to': String(maxActivities) } : {}),
    },
  );
}

function logFault(log: Pick<Logger, 'error'>, { request, requestId, signal }: Exchange, error: unknown): void {
  const isKnown = error instanceof KorteLijnenError;
  if (!isKnown && !request.errored && !signal.aborted) log.error({ requestId, err: error }, 'fault');
}
