import type { Act } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { refuse } from '../acts/user-error.ts';
import { helpedClient } from './current-relation.ts';
import { endRelation } from './relation-store.ts';

/** `EndCaseRelationInput` of the schema. */
export interface EndCaseRelationInput {
  idempotencyKey: string;
  clientId: string;
  reason: string;
}

/** `Mutation.endCaseRelation`: the own team helps the client no more. The case itself stays as it is. */
export const endCaseRelation: Act<EndCaseRelationInput> = {
  name: 'endCaseRelation',
  roles: ['professional', 'team-lead'],
  async perform({ clientId, reason }, { transaction, acting, now }) {
    const faults = textFaults([{ field: 'reason', value: reason, max: 2_000 }]);
    const client = await helpedClient(transaction, { clientId, team: acting.team, at: now });
    if (!client) return refuse('CLIENT_UNKNOWN', 'clientId');
    if (faults.length > 0) return { refused: faults };
    const end = { at: now, by: acting.subject, reason: reason.trim() };
    const ended = await endRelation(transaction, client.relationId, end);
    // Someone else handed over or ended at this very moment.
    if (!ended) return refuse('CLIENT_UNKNOWN', 'clientId');
    return { done: { clientId: client.id, recordId: client.relationId } };
  },
};
