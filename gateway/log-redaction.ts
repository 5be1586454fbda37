/** An error as the log holds it: what kind, and the places in code that it went through. Messages may quote values. */
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const { cause } = error;
  return {
    type: error.name,
    ...('code' in error ? { code: String(error.code) } : {}),
    at: frames.map((line) => line.trim()),
    ...(cause instanceof Error ? { cause: serializeError(cause) } : {}),
  };
}

/** What the log never holds: an error's message, headers, variables. */
export const redaction = {
  serializers: { err: serializeError },
  redact: {
    paths: ['headers', 'variables', 'token', 'authorization', '*.headers', '*.variables', '*.token'],
    remove: true,
  },
};
