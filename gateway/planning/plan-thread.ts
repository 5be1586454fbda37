import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'graphql';
import { KorteLijnenError, PlanningFailedError } from '../errors.ts';
import { findPlan } from '../plan/find-plan.ts';
import { type LoadedSupergraph, loadSupergraph } from '../plan/load-supergraph.ts';
import type { PlanAnswer, PlanThreadData } from './plan-message.ts';

// The program of the thread that `PlannerThread` starts.

function answer(supergraph: LoadedSupergraph, document: string): PlanAnswer {
  try {
    return { kind: 'planned', plan: findPlan(supergraph, parse(document, { noLocation: true })) };
  } catch (error) {
    const refusal = error instanceof KorteLijnenError ? error : new PlanningFailedError('The operation is not planned');
    return { kind: 'refused', code: refusal.code, message: refusal.message };
  }
}

function serve({ sdl }: PlanThreadData): void {
  const port = parentPort;
  if (!port) throw new Error('Not a thread');
  const tell = (told: PlanAnswer): void => port.postMessage(told);
  const supergraph = loadSupergraph(sdl);
  port.on('message', (document: string) => tell(answer(supergraph, document)));
  tell({ kind: 'ready' });
}

serve(workerData as PlanThreadData);
