/** Exports a log in a process of its own, and prints what memory it took: `DATABASE_URL FORMAT`. */

import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { exportFormats, exportLog } from '../../../gateway/audit/export/export-log.ts';
import { connectDatabase } from '../../../gateway/store/database.ts';

const [databaseUrl = '', named] = process.argv.slice(2);
const format = exportFormats.find((known) => known === named);
if (format === undefined || globalThis.gc === undefined) throw new Error('give a URL and a format, with --expose-gc');
const { gc } = globalThis;

const database = connectDatabase(databaseUrl);
const heap: number[] = [];
const rss: number[] = [];
let bytes = 0;
let writes = 0;

/** Slower than the database, so that what is not waited for would pile up. */
const output = new Writable({
  async write(chunk: Buffer, _encoding, done) {
    bytes += chunk.length;
    writes += 1;
    await setImmediate();
    if (writes % 20 === 0) {
      gc();
      const { heapUsed, rss: resident } = process.memoryUsage();
      heap.push(heapUsed);
      rss.push(resident);
    }
    done();
  },
});

const { records } = await exportLog({ database, format, output, record: async () => {} });
await database.end();
const growth = (sizes: readonly number[]): number => Math.max(...sizes) - (sizes[0] ?? 0);
process.stdout.write(JSON.stringify({ records, bytes, heapGrowth: growth(heap), rssGrowth: growth(rss) }));
