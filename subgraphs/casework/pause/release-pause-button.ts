import type { Act, ActContext } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { type Refused, refuse } from '../acts/user-error.ts';
import { basisForCategories } from '../links/basis-for-asking.ts';
import { helpedClient } from '../relations/current-relation.ts';
import { categoryOf } from '../requests/decide-delivery.ts';
import { pauseRequestsLoader } from '../requests/request-rows.ts';
import { isOver, requestStatus } from '../requests/request-status.ts';
import { hold } from '../requests/store-request.ts';
import { withdraw } from '../requests/withdraw-request.ts';
import { type PauseRow, pauseById } from './pauses.ts';
import { purposeFault } from './pausing-purpose.ts';

/** `ReleasePauseButtonInput` of the schema. */
export interface ReleasePauseButtonInput {
  idempotencyKey: string;
  pauseButtonId: string;
  reason: string;
}

/** `Mutation.releasePauseButton`: every freeze of the pause that runs or is asked is given up. */
export const releasePauseButton: Act<ReleasePauseButtonInput> = {
  name: 'releasePauseButton',
  roles: ['professional', 'team-lead'],
  async perform({ pauseButtonId, reason }, context) {
    const { transaction, acting, now } = context;
    const pause = await pauseOfOwnTeam(pauseButtonId, context);
    if (!pause) return refuse('PAUSE_UNKNOWN', 'pauseButtonId');
    const faults = textFaults([{ field: 'reason', value: reason, max: 2_000 }]);
    if (faults.length > 0) return { refused: faults };
    const fault = purposeFault(context) ?? (await otherPurposeFault(pause, context));
    if (fault) return fault;
    await hold(transaction, 'requests of client', pause.client_id);
    const release = { pause_id: pause.id, reason: reason.trim(), released_by: acting.subject, released_at: now };
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('pause_releases')
      .values(release)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) return refuse('PAUSE_RELEASED_ALREADY', 'pauseButtonId');
    await withdrawParts(pause, release.reason, context);
    return { done: { clientId: pause.client_id, recordId: pause.id } };
  },
};

async function pauseOfOwnTeam(id: string, { transaction, acting, now }: ActContext): Promise<PauseRow | undefined> {
  const pause = await pauseById(transaction, id);
  const asked = { clientId: pause?.client_id ?? '', team: acting.team, at: now };
  return (await helpedClient(transaction, asked)) && pause;
}

/**
 * Was a part asked for another purpose, and may that organisation not be told for this one? Then it is for the first purpose to
 * release the pause. Whether the part is over meanwhile makes no difference: that is the organisation's to tell.
 */
async function otherPurposeFault(pause: PauseRow, context: ActContext): Promise<Refused | null> {
  const { transaction: database, acting, purpose } = context;
  for (const { client_id: clientId, oin, role, purpose: asked } of await pauseRequestsLoader(database).load(pause.id)) {
    if (asked === purpose) continue;
    const about = { clientId, oin, role, categories: [categoryOf.DEBT_FREEZE] };
    const basis = await basisForCategories(about, { ...context, database, askerRole: acting.role });
    if ('not' in basis) return refuse(basis.not);
  }
  return null;
}

/** An organisation that may not be told any more keeps its freeze until its last day: the part then says why. */
async function withdrawParts(pause: PauseRow, reason: string, context: ActContext): Promise<void> {
  const { transaction, today } = context;
  const requests = await pauseRequestsLoader(transaction).load(pause.id);
  for (const { id } of requests.toSorted((a, b) => (a.id < b.id ? -1 : 1))) await hold(transaction, 'request', id);
  // Read again, for what was held may have changed before it was.
  for (const request of await pauseRequestsLoader(transaction).load(pause.id)) {
    if (!isOver(requestStatus(request, today))) await withdraw(request, reason, context);
  }
}
