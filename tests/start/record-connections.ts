import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';

/**
 * Preloaded (`NODE_OPTIONS=--import`) in every process of a set: appends each address that a socket is connected to to the
 * file that RECORD_CONNECTIONS names. All of Node's clients (http, https, fetch, undici, pg) connect through this method.
 */

const file = process.env.RECORD_CONNECTIONS;
const original = Socket.prototype.connect;

function target(first: unknown): string {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options === 'number') return `port ${options}`;
  if (typeof options !== 'object' || options === null) return String(options);
  if ('path' in options && options.path) return String(options.path);
  const host = 'host' in options ? options.host : 'localhost';
  return `${host}:${'port' in options ? options.port : '?'}`;
}

Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  const [first, second] = args;
  const place = typeof first === 'number' && typeof second === 'string' ? `${second}:${first}` : target(first);
  if (file) appendFileSync(file, `${process.argv[1]} ${place}\n`);
  return Reflect.apply(original, this, args);
};
