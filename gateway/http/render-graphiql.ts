/** A worker thread's work: renders the GraphiQL page and hands it over compressed, with the policy that goes with it. */

import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

const page = renderGraphiQL(workerData).replaceAll('\r\n', '\n');

/** The one script of the page, between its tags. */
const start = page.indexOf('<script>') + '<script>'.length;
const script = page.slice(start, page.indexOf('</script', start));

/** The browser itself refuses whatever is not in the page: one script, known by its hash, and the workers it makes. */
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

parentPort?.postMessage({ page: gzipSync(page), policy });
