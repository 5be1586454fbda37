import { createHmac, timingSafeEqual } from 'node:crypto';
import { BadUserInputError } from '../../errors.ts';
import type { ChainPosition } from '../record/canonical-text.ts';

/** Writes and reads places in the log for callers, who can neither make nor change one. */
export interface PageCursors {
  write(position: ChainPosition): string;
  /** @throws {BadUserInputError} when it was not written here */
  read(cursor: string): ChainPosition;
}

const placeBytes = 32;
const markBytes = 16;
const cursorPattern = /^[\w-]{64}$/;

/**
 * Cursors of 64 characters: time, writer and number, and a mark over them.
 *
 * @param secret the same at all gateways of one log
 */
export function pageCursors(secret: string): PageCursors {
  const key = createHmac('sha256', secret).update('korte-lijnen log cursors').digest();
  const markOf = (place: Buffer) => createHmac('sha256', key).update(place).digest().subarray(0, markBytes);
  return {
    write(position) {
      const place = placeOf(position);
      return Buffer.concat([place, markOf(place)]).toString('base64url');
    },
    read(cursor) {
      const bytes = cursorPattern.test(cursor)
        ? Buffer.from(cursor, 'base64url')
        : Buffer.alloc(placeBytes + markBytes);
      const place = bytes.subarray(0, placeBytes);
      if (!timingSafeEqual(bytes.subarray(placeBytes), markOf(place))) {
        throw new BadUserInputError('The cursor is not one that a page ended with.');
      }
      return positionAt(place);
    },
  };
}

function placeOf({ at, writer, seq }: ChainPosition): Buffer {
  const place = Buffer.alloc(placeBytes);
  place.writeBigUInt64BE(BigInt(at), 0);
  place.write(writer.replaceAll('-', ''), 8, 'hex');
  place.writeBigUInt64BE(BigInt(seq), 24);
  return place;
}

function positionAt(place: Buffer): ChainPosition {
  const digits = place.toString('hex', 8, 24);
  const writer = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { at: Number(place.readBigUInt64BE(0)), writer, seq: Number(place.readBigUInt64BE(24)) };
}
