import type { Act } from '../acts/perform-act.ts';
import { refuse } from '../acts/user-error.ts';
import { helpedClient } from './current-relation.ts';
import { beginRelation, endRelation } from './relation-store.ts';

/** `HandOverCaseInput` of the schema. */
export interface HandOverCaseInput {
  idempotencyKey: string;
  clientId: string;
  toTeam: string;
}

/**
 * `Mutation.handOverCase`: the own team's relation with the client ends and the other team's begins, at one moment; the open
 * case moves along. Only this client: who else is in the household has a relation of their own.
 */
export const handOverCase: Act<HandOverCaseInput> = {
  name: 'handOverCase',
  roles: ['professional', 'team-lead'],
  async perform({ clientId, toTeam }, { transaction, acting, now }) {
    const team = toTeam.includes('\0') ? undefined : toTeam;
    const known = await transaction
      .selectFrom('teams')
      .select('id')
      .where('id', '=', team ?? '')
      .executeTakeFirst();
    const client = await helpedClient(transaction, { clientId, team: acting.team, at: now });
    if (!client) return refuse('CLIENT_UNKNOWN', 'clientId');
    if (!known) return refuse('TEAM_UNKNOWN', 'toTeam');
    if (known.id === acting.team) return refuse('TEAM_IS_THE_SAME', 'toTeam');
    const ended = await endRelation(transaction, client.relationId, {
      at: now,
      by: acting.subject,
      reason: 'HAND_OVER',
    });
    // Someone else handed over or ended at this very moment.
    if (!ended) return refuse('CLIENT_UNKNOWN', 'clientId');
    const recordId = await beginRelation(transaction, { clientId: client.id, teamId: known.id, at: now });
    await transaction
      .updateTable('cases')
      .set({ team_id: known.id })
      .where('client_id', '=', client.id)
      .where('team_id', '=', acting.team)
      .where('status', '=', 'OPEN')
      .execute();
    return { done: { clientId: client.id, recordId } };
  },
};
