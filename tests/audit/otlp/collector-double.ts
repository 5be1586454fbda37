import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

const attribute = z.strictObject({ key: z.string().min(1), value: z.strictObject({ stringValue: z.string() }) });
const nanoseconds = z.string().regex(/^\d{19}$/);
const id = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));

const span = z.strictObject({
  traceId: id(32),
  spanId: id(16),
  parentSpanId: id(16).optional(),
  name: z.string().min(1),
  kind: z.literal(1),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes: z.array(attribute),
  status: z.strictObject({ code: z.union([z.literal(0), z.literal(1), z.literal(2)]) }),
});

/** ExportTraceServiceRequest, as OTLP's JSON has it. */
const form = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.strictObject({ scope: z.strictObject({ name: z.string() }), spans: z.array(span) })),
    }),
  ),
});

export type ReceivedSpan = z.infer<typeof span>;

export type CollectorBehaviour = (response: ServerResponse, request: IncomingMessage, spans: ReceivedSpan[]) => void;

/** A real HTTP server that takes traces, of which a test says how it answers. */
export interface LocalCollector extends AsyncDisposable {
  url: string;
  /** What it acknowledged. */
  spans: ReceivedSpan[];
  resources: string[];
  requests: number;
  /** Answers in place of an acknowledgement; undefined: takes everything. */
  behaviour: CollectorBehaviour | undefined;
  /** Nobody listens any more, until it is up again. */
  down(): Promise<void>;
  up(): Promise<void>;
}

export async function startCollector(): Promise<LocalCollector> {
  const server = createServer((request, response) => {
    void take(request, response).catch(() => response.destroy());
  });
  const collector: Omit<LocalCollector, typeof Symbol.asyncDispose> = {
    url: '',
    spans: [],
    resources: [],
    requests: 0,
    behaviour: undefined,
    async down() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async up() {
      await listenOn(Number(new URL(collector.url).port));
    },
  };
  async function listenOn(port: number): Promise<void> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  }
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    collector.requests += 1;
    if (request.url !== '/v1/traces' || request.headers['content-type'] !== 'application/json') {
      response.writeHead(404).end();
      return;
    }
    const { resourceSpans } = form.parse(await json(request));
    const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    if (collector.behaviour) return collector.behaviour(response, request, spans);
    collector.resources.push(...resourceSpans.map(({ resource }) => JSON.stringify(resource)));
    collector.spans.push(...spans);
    acknowledge(response);
  }
  await listenOn(0);
  collector.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`;
  return Object.assign(collector, {
    async [Symbol.asyncDispose]() {
      if (server.listening) await collector.down();
    },
  });
}

export function acknowledge(response: ServerResponse, body = '{"partialSuccess":{}}'): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}
