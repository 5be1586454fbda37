/** How much of something: `npm run soak` takes all of it, `npm test` as much as there is time for. */
export function sized(inSuite: number, inSoak: number): number {
  return process.env.SOAK === undefined ? inSuite : inSoak;
}
