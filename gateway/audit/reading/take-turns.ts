import { AuditUnavailableError } from '../../errors.ts';

/** How many may wait for their turn. */
const maxWaiting = 20;

/** Does work when it is its turn. */
export type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets so many work at once and the others wait, in their order: reading the log takes connections that answers need.
 *
 * @throws {AuditUnavailableError} when too many wait already
 */
export function takeTurns(atOnce: number): TakeTurn {
  const waiting: (() => void)[] = [];
  let working = 0;
  return async (work) => {
    if (working < atOnce) working += 1;
    else await turn(waiting);
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // A turn that is handed on is not given back.
      if (next) next();
      else working -= 1;
    }
  };
}

async function turn(waiting: (() => void)[]): Promise<void> {
  if (waiting.length >= maxWaiting) throw new AuditUnavailableError('the log is read by too many at once; ask again');
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.push(resolve);
  await promise;
}
