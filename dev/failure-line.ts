import { z } from 'zod';

/** What failed, for a person to read: one line a fault, with its code. The stack only when nobody foresaw it. */
export function failureLine(error: unknown): string {
  if (error instanceof z.ZodError) {
    return `${error.issues.map(({ message }) => message).join('; ')} [CONFIGURATION_INVALID]`;
  }
  if (!(error instanceof Error)) return String(error);
  const foreseen = 'code' in error && typeof error.code === 'string' && /^[A-Z]+_[A-Z_]+$/.test(error.code);
  return foreseen ? `${error.message} [${error.code}]` : (error.stack ?? error.message);
}
