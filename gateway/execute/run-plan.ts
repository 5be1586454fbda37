import type { PlanStep } from '../plan/compile-plan.ts';
import type { Execution } from './execution.ts';
import { runFetch } from './run-fetch.ts';

/** Runs a plan: what depends on nothing unfinished runs at once. Never rejects for what an organisation does. */
export async function runPlan(execution: Execution, step: PlanStep): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const next of step.steps) await runPlan(execution, next);
      return;
    case 'parallel':
      await allEnded(step.steps.map((next) => runPlan(execution, next)));
      return;
    case 'condition': {
      const branch = execution.variables[step.variable] === true ? step.then : step.otherwise;
      if (branch) await runPlan(execution, branch);
      return;
    }
    case 'fetch':
      await runFetch(execution, step);
  }
}

// When one fails the others go on: what they ask of whom has to be recorded too, so it is waited for.
async function allEnded(running: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(running);
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}
