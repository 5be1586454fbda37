import { GraphQLError } from 'graphql';
import type { ErrorCode } from '../errors.ts';
import type { Organisation } from '../partners/organisation.ts';

/** More problems than this are not kept, nor told: an answer must not make the gateway work without end. */
export const maxProblems = 1_000;

/** Where in the answer: response names and list indices from the root. */
export type Path = readonly (string | number)[];

/** Something that the answer lacks, and why. Becomes one error of the answer. */
export interface Problem {
  path: Path;
  code: ErrorCode;
  organisation: Organisation | null;
  /** The category that is not allowed, where that is the reason. */
  category?: string;
  /** Only said when the caller asked for this very place; else it belongs to the object above. */
  onlyIfAsked?: boolean;
  /** What went wrong elsewhere, for which this is missing. */
  cause?: Problem;
}

const messages: Partial<Record<ErrorCode, (organisation: string) => string>> = {
  PARTNER_UNAVAILABLE: (organisation) => `${organisation} did not answer.`,
  PARTNER_INVALID_RESPONSE: (organisation) => `${organisation} gave an answer that is not valid.`,
  BAD_USER_INPUT: (organisation) => `${organisation} does not take these arguments.`,
  SEARCH_TOO_LARGE: () => 'The search would take too long: narrow the period.',
  LINKS_UNAVAILABLE: () => 'It could not be found out which organisations know the client.',
};

/** The error that the caller sees. Its message is ours: nothing of what the organisation said is in it. */
export function toGraphQLError({ path, code, organisation, category }: Problem): GraphQLError {
  const message = messages[code]?.(organisation?.name ?? 'An organisation') ?? 'This part could not be delivered.';
  const named = organisation ? { organisation: organisation.name, role: organisation.role } : {};
  const about = category === undefined ? {} : { category };
  return new GraphQLError(message, { path: [...path], extensions: { code, ...named, ...about } });
}
