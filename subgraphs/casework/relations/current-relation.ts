import type { Kysely } from 'kysely';
import { isRecordId } from '../store/record-id.ts';
import type { CaseworkTables, ClientRow } from '../store/tables.ts';

/** A client whom a team helps at a moment. */
export interface HelpedClient extends ClientRow {
  relationId: string;
}

/**
 * A client whom this team helps. Undefined for any other: one of another team, one whose relation ended, an id that nobody
 * has and one that nobody can have are looked for, and not found, in the same way.
 */
export async function helpedClient(
  database: Kysely<CaseworkTables>,
  asked: { clientId: string; team: string | null; at: Date },
): Promise<HelpedClient | undefined> {
  const { clientId, team, at } = asked;
  return database
    .selectFrom('case_relations as relation')
    .innerJoin('clients as client', 'client.id', 'relation.client_id')
    .selectAll('client')
    .select('relation.id as relationId')
    .where('relation.client_id', '=', isRecordId(clientId) ? clientId : '')
    .where('relation.team_id', '=', team ?? '')
    .where('relation.valid_from', '<=', at)
    .where((where) => where.or([where('relation.valid_until', 'is', null), where('relation.valid_until', '>', at)]))
    .executeTakeFirst();
}
