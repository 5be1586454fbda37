import { randomUUID } from 'node:crypto';
import { addMonths, earlierOf } from '../../kit/requests/freezes/freeze-days.ts';
import type { Act, ActContext } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { refuse, type UserError, userError } from '../acts/user-error.ts';
import { basisForCategories } from '../links/basis-for-asking.ts';
import { linkedOrganisations } from '../links/linked-organisations.ts';
import type { PartnerRole } from '../partner-roles.ts';
import { helpedClient } from '../relations/current-relation.ts';
import { debtAssistance, hold, storeRequest } from '../requests/store-request.ts';
import { lastDayAt, maxPauseMonths } from './freeze-limit.ts';
import { purposeFault } from './pausing-purpose.ts';

/** `PressPauseButtonInput` of the schema. */
export interface PressPauseButtonInput {
  idempotencyKey: string;
  clientId: string;
  until: string;
  reason: string;
}

/** `Mutation.pressPauseButton`: a freeze is asked of every linked organisation that the rules allow. */
export const pressPauseButton: Act<PressPauseButtonInput> = {
  name: 'pressPauseButton',
  roles: ['professional', 'team-lead'],
  async perform(input, context) {
    const { transaction, acting, now } = context;
    const client = await helpedClient(transaction, { clientId: input.clientId, team: acting.team, at: now });
    if (!client) return refuse('CLIENT_UNKNOWN', 'clientId');
    const faults = inputFaults(input, context.today);
    if (faults.length > 0) return { refused: faults };
    const fault = purposeFault(context);
    if (fault) return fault;
    await hold(transaction, 'requests of client', client.id);
    if (await isPaused(client.id, context)) return refuse('PAUSE_ALREADY_PRESSED', 'clientId');
    const linked = await linkedOrganisations(transaction, client.id);
    if (linked.length === 0) return refuse('NO_ORGANISATION_LINKED', 'clientId');
    const pauseId = await storePause(input, context);
    for (const { oin, role } of linked) await askOrExclude({ ...input, oin, role, pauseId }, context);
    return { done: { clientId: client.id, recordId: pauseId } };
  },
};

function inputFaults({ until, reason }: PressPauseButtonInput, today: string): UserError[] {
  const faults = textFaults([{ field: 'reason', value: reason, max: 2_000 }]);
  if (until < today) faults.push(userError('DATE_IN_THE_PAST', 'until'));
  if (until > addMonths(today, maxPauseMonths)) faults.push(userError('DATE_BEYOND_LIMIT', 'until'));
  return faults;
}

/** A pause counts until it is released, or its last day is over. */
async function isPaused(clientId: string, { transaction, today }: ActContext): Promise<boolean> {
  const open = await transaction
    .selectFrom('pauses')
    .leftJoin('pause_releases as release', 'release.pause_id', 'pauses.id')
    .select('pauses.id')
    .where('pauses.client_id', '=', clientId)
    .where('pauses.until_date', '>=', today)
    .where('release.pause_id', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return open !== undefined;
}

async function storePause(input: PressPauseButtonInput, { transaction, acting, now }: ActContext): Promise<string> {
  const { id } = await transaction
    .insertInto('pauses')
    .values({
      client_id: input.clientId,
      until_date: input.until,
      reason: input.reason.trim(),
      pressed_by: acting.subject,
      team_id: acting.team ?? '',
      pressed_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** For no longer than the law lets a freeze last there; who may not be asked is only noted. */
async function askOrExclude(
  asked: PressPauseButtonInput & { oin: string; role: PartnerRole; pauseId: string },
  context: ActContext,
): Promise<void> {
  const { transaction: database, today, acting } = context;
  const { clientId, oin, role, pauseId } = asked;
  const about = { clientId, oin, role, categories: ['debt-freezes'] };
  const basis = await basisForCategories(about, { ...context, database, askerRole: acting.role });
  if ('not' in basis) {
    await database.insertInto('pause_exclusions').values({ pause_id: pauseId, oin, reason: basis.not }).execute();
    return;
  }
  const until = earlierOf(asked.until, lastDayAt(role, today, basis.purpose === debtAssistance));
  const terms = { from: today, until, debtIds: null, conditions: [] };
  const request = { id: randomUUID(), clientId, oin, kind: 'DEBT_FREEZE' as const, terms, pauseId, basis };
  await storeRequest(context, { ...request, reason: asked.reason.trim() });
}
