/** Whether whoever started us wants us to end. */
export interface EndRequested {
  /** Resolves when the end is requested after `ready`. */
  end: Promise<undefined>;
  /** From now on the end is orderly; before, there is nothing yet to close in order. */
  ready(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Listens for Ctrl-C and its like. Before `ready`, or when asked twice, this process ends at once; the processes it started
 * notice that and end too.
 */
export function onEndRequested(): EndRequested {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let orderly = false;
  const request = () => {
    if (!orderly) process.exit(130);
    orderly = false;
    resolve(undefined);
  };
  for (const signal of signals) process.on(signal, request);
  whenNpmIsGone(request);
  return {
    end: promise,
    ready: () => {
      orderly = true;
    },
  };
}

/** npm passes signals on, but cannot when it is killed. Then nobody can stop us any more with Ctrl-C. */
function whenNpmIsGone(request: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    request();
  }, 250);
  timer.unref();
}
