import { z } from 'zod';
import { ConfigurationError } from '../schema/configuration-error.ts';

/** What failed, for a person to read: one line, with its code. The stack only when nobody foresaw it. */
export function failureLine(error: unknown): string {
  if (error instanceof z.ZodError) {
    return `${error.issues.map(({ message }) => message).join('; ')} [CONFIGURATION_INVALID]`;
  }
  if (error instanceof ConfigurationError) return `${firstOf(error)} [${error.code}]`;
  if (!(error instanceof Error)) return String(error);
  const foreseen = 'code' in error && typeof error.code === 'string' && /^[A-Z]+_[A-Z_]+$/.test(error.code);
  return foreseen ? `${error.message} [${error.code}]` : (error.stack ?? error.message);
}

function firstOf({ message }: ConfigurationError): string {
  const [first = message, ...more] = message.split('\n');
  return more.length === 0 ? first : `${first} (and ${more.length} more)`;
}
