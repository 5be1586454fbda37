import type { ActContext } from '../acts/perform-act.ts';
import { type Refused, refuse } from '../acts/user-error.ts';
import { helpedClient } from '../relations/current-relation.ts';
import type { CaseRow } from '../store/tables.ts';

/**
 * The open case of a client whom the own team helps. Who else wants to add to it at this moment waits until the transaction is
 * over.
 */
export async function openCase(clientId: string, context: ActContext): Promise<CaseRow | Refused> {
  const { transaction, acting, now } = context;
  const client = await helpedClient(transaction, { clientId, team: acting.team, at: now });
  if (!client) return refuse('CLIENT_UNKNOWN', 'clientId');
  const open = await transaction
    .selectFrom('cases')
    .selectAll()
    .where('client_id', '=', client.id)
    .where('team_id', '=', acting.team)
    .where('status', '=', 'OPEN')
    .forNoKeyUpdate()
    .executeTakeFirst();
  return open ?? refuse('CASE_NOT_OPEN', 'clientId');
}
