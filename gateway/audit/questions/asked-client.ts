import { BadUserInputError } from '../../errors.ts';
import type { QuestionServices } from './question-services.ts';

const maxIdLength = 200;

/**
 * The pseudonym in the log of a client who is asked about. Whether there is such a client makes no difference.
 *
 * @throws {BadUserInputError} for what is too long to be an id
 */
export function subjectOf(clientId: string, { pseudonymOf }: QuestionServices): string {
  if (clientId.length > maxIdLength) throw new BadUserInputError('A client id is not that long.');
  return pseudonymOf(clientId);
}

/**
 * How many are asked for.
 *
 * @throws {BadUserInputError} outside 1 to `most`
 */
export function countAsked(first: number | null | undefined, whenLeftOut: number, most: number): number {
  const count = first ?? whenLeftOut;
  if (count < 1 || count > most) throw new BadUserInputError(`first must be 1 to ${most}`);
  return count;
}
