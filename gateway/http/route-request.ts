import { MethodNotAllowedError, NotFoundError } from '../errors.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import { answerGraphql, type GraphqlOptions } from './answer-graphql.ts';
import { answerLive, type ReadyReport, readyAnswerer } from './answer-health.ts';
import type { Exchange } from './exchange.ts';
import { graphiqlAnswerer } from './graphiql.ts';

export interface RouterOptions extends GraphqlOptions {
  ready: () => Promise<ReadyReport>;
  graphiql: boolean;
  /** The public keys by which organisations verify our calls (a JWK set); open to everyone. */
  publicKeys?: () => object;
  /** Served at `/metrics`, for Prometheus. */
  metrics?: Metrics;
  /** Served at `/processing-activities`, whatever the method. */
  processingActivities?: (exchange: Exchange) => Promise<Answer>;
}

export interface Router {
  /** Throws NotFoundError and MethodNotAllowedError, and what the route throws. */
  answer(exchange: Exchange): Promise<Answer>;
  /** The route's path, or `other`: what may stand in a log. */
  routeOf(exchange: Exchange): string;
}

interface Route {
  /** Null: the route itself says which it takes. */
  methods: readonly string[] | null;
  answer: (exchange: Exchange) => Answer | Promise<Answer>;
}

const readOnly = ['GET', 'HEAD'];

export function createRouter(options: RouterOptions): Router {
  const answerReady = readyAnswerer(options.ready);
  const answerPage = graphiqlAnswerer();
  const routes = new Map<string, Route>([
    ['/graphql', { methods: ['GET', 'POST'], answer: (exchange) => answerGraphql(options, exchange) }],
    ['/health/live', { methods: readOnly, answer: answerLive }],
    ['/health/ready', { methods: readOnly, answer: answerReady }],
  ]);
  const { publicKeys, metrics, processingActivities } = options;
  if (processingActivities) routes.set('/processing-activities', { methods: null, answer: processingActivities });
  if (metrics) routes.set('/metrics', { methods: readOnly, answer: () => answerMetrics(metrics) });
  if (publicKeys) {
    routes.set('/.well-known/jwks.json', { methods: readOnly, answer: () => jsonAnswer(200, publicKeys()) });
  }
  if (options.graphiql) routes.set('/', { methods: readOnly, answer: ({ request }) => answerPage(request) });
  return {
    async answer(exchange) {
      const route = routes.get(exchange.path);
      if (!route) throw new NotFoundError('nothing lives at this path');
      const { methods } = route;
      if (methods && !methods.includes(exchange.request.method ?? '')) throw new MethodNotAllowedError(methods);
      return route.answer(exchange);
    },
    routeOf: ({ path }) => (routes.has(path) ? path : 'other'),
  };
}

async function answerMetrics({ contentType, read }: Metrics): Promise<Answer> {
  return { status: 200, headers: { 'content-type': contentType }, body: await read() };
}
