import type { GraphQLError, GraphQLFormattedError } from 'graphql';

/** An error that the caller may see: its code is stable, its message names no person. */
export class SubgraphError extends Error {
  override name = 'SubgraphError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What went wrong inside, without anything that a record could have put in its message. */
export interface Fault {
  name: string;
  code: string | null;
  /** Where it was thrown: the stack without its message. */
  frames: string;
}

/**
 * The one place where errors are made fit to leave: a `SubgraphError` keeps its code, an error in the request itself
 * gets the code given, all else becomes INTERNAL_SERVER_ERROR and goes to `onFault`.
 */
export function publicError(
  error: GraphQLError,
  requestCode: string,
  onFault: (fault: Fault) => void,
): GraphQLFormattedError {
  const { locations, path, message } = error.toJSON();
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  const cause = error.originalError;
  // Only what happens while a field is resolved has a path; before that it is the request that is wrong.
  if (!path) return { message, ...place, extensions: { code: requestCode } };
  if (cause instanceof SubgraphError) return { message, ...place, extensions: { code: cause.code } };
  onFault(faultOf(cause ?? error));
  return { message: 'Internal server error', ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}

/** Describes an unknown error without its message. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, code: null, frames: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { name: error.name, code, frames: frames.slice(0, 8).join('\n') };
}
