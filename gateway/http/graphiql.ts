import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import type { Answer } from './answer.ts';

interface RenderedPage {
  /** Compressed by gzip. */
  page: Uint8Array;
  policy: string;
}

/** What the page starts with. */
const page = {
  title: 'Korte Lijnen',
  endpoint: '/graphql',
  /** Otherwise the page keeps the token in the browser's storage. */
  shouldPersistHeaders: false,
  headers: JSON.stringify(
    { authorization: 'Bearer <npm run -s token -- sanne>', 'x-purpose': 'urn:korte-lijnen:activity:debt-assistance' },
    null,
    2,
  ),
  defaultQuery: `# Zet onder "Headers" een token: npm run -s token -- sanne
# Klik dan linksonder op de ronde pijl om het schema te lezen.
query Partners {
  partners {
    oin
    name
  }
}
`,
};

/**
 * Answers with the GraphiQL page, which loads nothing from elsewhere. It is rendered at first use and in a thread of its
 * own, which ends: the package is 9 MB of text, of which 2.4 MB compressed remains.
 */
export function graphiqlAnswerer(): (request: IncomingMessage) => Promise<Answer> {
  let rendered: Promise<RenderedPage> | undefined;
  return async (request) => {
    rendered ??= render().catch((error: unknown) => {
      rendered = undefined;
      throw error;
    });
    const { page, policy } = await rendered;
    const compressed = /\bgzip\b/.test(String(request.headers['accept-encoding']));
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
        'referrer-policy': 'no-referrer',
        vary: 'accept-encoding',
        ...(compressed ? { 'content-encoding': 'gzip' } : {}),
      },
      body: compressed ? page : gunzipSync(page),
    };
  };
}

async function render(): Promise<RenderedPage> {
  const worker = new Worker(new URL('./render-graphiql.ts', import.meta.url), { workerData: page });
  const [rendered] = await once(worker, 'message');
  return rendered;
}
