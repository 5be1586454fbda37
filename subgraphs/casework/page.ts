import { SubgraphError } from '../kit/errors.ts';

/** How many clients, or what else is listed, one field gives at most. */
export const maxListed = 500;

/** The arguments of a field that gives a list in stretches. */
export interface PageArguments {
  first?: number | null;
  offset?: number | null;
}

/**
 * A stretch of a list: 50 from the start where nothing else is asked.
 *
 * @throws {SubgraphError} BAD_USER_INPUT for a stretch that no list has, or one that is too long
 */
export function pageOf(page: PageArguments): { first: number; offset: number } {
  const { first, offset } = { first: page.first ?? 50, offset: page.offset ?? 0 };
  if (first < 0 || first > maxListed) {
    throw new SubgraphError('BAD_USER_INPUT', `first must be 0 to ${maxListed}; asked: ${first}`);
  }
  if (offset < 0) throw new SubgraphError('BAD_USER_INPUT', `offset must be 0 or more; asked: ${offset}`);
  return { first, offset };
}
