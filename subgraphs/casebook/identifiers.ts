import { casebook } from './people.ts';

/** What someone can be recognised by, besides a name and a birth date. */
export interface Identifiers {
  postcode: string;
  houseNumber: string;
  bsn: string;
}

/** Addresses and numbers of the casebook's people; invented, as they are: 9999 XX is no postcode in use. */
export const identifiers: ReadonlyMap<string, Identifiers> = new Map(
  casebook
    .flatMap(({ number, people }) => people.map(({ id }) => ({ number, id })))
    .map(({ number, id }, index) => [
      id,
      {
        postcode: `9999 X${String.fromCharCode(64 + number)}`,
        houseNumber: String(number),
        bsn: testNumber(index),
      },
    ]),
);

/** One of the numbers that pass the BSN's check (elfproef), in the range 99999xxxx that is kept for tests and given to nobody. */
function testNumber(index: number): string {
  let number = 999_990_000;
  for (let left = index; ; number += 1) {
    if (!passesCheck(String(number))) continue;
    if (left === 0) return String(number);
    left -= 1;
  }
}

function passesCheck(number: string): boolean {
  const sum = [...number].reduce((total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index), 0);
  return sum % 11 === 0;
}
