import { stdSerializers } from 'pino';

// The first line is the message, which is ours for errors of ours and may hold anything for others.
function serializeError(error: Error): object {
  const { type, stack } = stdSerializers.err(error);
  return { type, stack: stack?.split('\n').slice(1).join('\n') };
}

/**
 * What the log never holds: an error's message (libraries quote values in it), headers, variables. Its type and the places in
 * our own code that it went through do stand there.
 */
export const redaction = {
  serializers: { err: serializeError },
  redact: {
    paths: ['headers', 'variables', 'token', 'authorization', '*.headers', '*.variables', '*.token'],
    remove: true,
  },
};
