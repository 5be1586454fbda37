import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BadRequestError, UnsupportedMediaTypeError } from '../errors.ts';
import { readBody } from './read-body.ts';

const jsonPattern = /^application\/json\s*(?:$|;)/i;
const charsetPattern = /;\s*charset\s*=\s*"?([^\s;"]*)/i;

/**
 * Reads a body of `application/json`. The types that a browser sends to any site without asking it first (a form, plain text) are
 * thereby refused before they are read.
 *
 * @throws {UnsupportedMediaTypeError} for any other type, another charset than UTF-8, and a compressed body
 * @throws {BadRequestError} when it is no JSON
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (!jsonPattern.test(type)) throw new UnsupportedMediaTypeError('the body must be of type application/json');
  const [, charset = 'utf-8'] = charsetPattern.exec(type) ?? [];
  if (charset.toLowerCase() !== 'utf-8') throw new UnsupportedMediaTypeError('the body must be in UTF-8');
  if (encoding !== 'identity') throw new UnsupportedMediaTypeError('a compressed body is not taken');
  const body = await readBody(request, maxBytes);
  try {
    if (isUtf8(body)) return JSON.parse(body.toString('utf8'));
  } catch {}
  throw new BadRequestError('the body is not JSON');
}
