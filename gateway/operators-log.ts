import { type Logger, pino } from 'pino';
import { redaction } from './log-redaction.ts';

// Lines are written together, some kilobytes or five times a second: writing each alone cost a twentieth of a request.
const together = { minLength: 8_192, periodicFlush: 200 };

/**
 * The log for operators, on standard output, as lines of JSON. Lines are up to 0.2 s late; those that a process writes as it ends,
 * however it ends but by SIGKILL, are not lost.
 *
 * @param level of pino: `info`, `warn` and so on
 */
export function createOperatorsLog(level: string): Logger {
  const destination = pino.destination({ dest: 1, sync: true, ...together });
  process.on('exit', () => destination.flushSync());
  return pino({ level, base: null, ...redaction }, destination);
}
