import { type Answer, jsonAnswer } from './answer.ts';

/** What the gateway needs before it can answer: each check by name, and whether it holds. */
export interface ReadyReport {
  checks: Readonly<Record<string, boolean>>;
}

/** How long the checks may take together, in milliseconds. */
const checkTimeoutMs = 2000;

/** The process runs. */
export function answerLive(): Answer {
  return jsonAnswer(200, { status: 'live' });
}

/**
 * Answers `/health/ready`: 200 when every check holds, else 503; which one fails, but nothing of hosts or causes. Asked by
 * many at once, it checks once: the path is open to everyone and a check asks the database.
 */
export function readyAnswerer(ready: () => Promise<ReadyReport>): () => Promise<Answer> {
  let running: Promise<Answer> | undefined;
  return () => {
    running ??= check(ready).finally(() => {
      running = undefined;
    });
    return running;
  };
}

async function check(ready: () => Promise<ReadyReport>): Promise<Answer> {
  const checks = await inTime(ready).catch(() => ({}));
  const outcomes = Object.entries(checks).map(([name, ok]) => [name, { ok }] as const);
  const ok = outcomes.length > 0 && outcomes.every(([, outcome]) => outcome.ok);
  const report = { status: ok ? 'ready' : 'not-ready', checks: Object.fromEntries(outcomes) };
  return jsonAnswer(ok ? 200 : 503, ok ? report : { ...report, code: 'NOT_READY' });
}

async function inTime(ready: () => Promise<ReadyReport>): Promise<ReadyReport['checks']> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('the checks took too long')), checkTimeoutMs);
  try {
    return (await Promise.race([ready(), late.promise])).checks;
  } finally {
    clearTimeout(timer);
  }
}
