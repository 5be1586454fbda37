import DataLoader from 'dataloader';
import { type Kysely, sql } from 'kysely';
import type { WireReceivedRequest } from '../../kit/requests/wire/answer-wire.ts';
import type { CaseworkContext } from '../context.ts';
import type { CaseworkTables } from '../store/tables.ts';

/** A request as its organisation keeps it, with the organisation's OIN. */
export interface ReceivedRequest extends WireReceivedRequest {
  oin: string;
}

/** Who is meant by an organisation's own name for a client. */
export interface LinkedName {
  oin: string;
  pseudonym: string;
}

/** The client that an organisation knows by a name; null: there is no such link. All in one statement. */
export function linkedClientLoader(database: Kysely<CaseworkTables>): DataLoader<LinkedName, string | null, string> {
  const keyOf = ({ oin, pseudonym }: LinkedName) => JSON.stringify([oin, pseudonym]);
  return new DataLoader(
    async (names) => {
      // PostgreSQL refuses text with a NUL character instead of not finding it.
      const possible = names.filter(({ pseudonym }) => !pseudonym.includes('\0'));
      const { rows } = await sql<LinkedName & { client_id: string }>`
        select links.oin, links.pseudonym, links.client_id
        from unnest(${possible.map(({ oin }) => oin)}::text[], ${possible.map(({ pseudonym }) => pseudonym)}::text[])
          as asked (oin, pseudonym)
        join links on links.oin = asked.oin and links.pseudonym = asked.pseudonym`.execute(database);
      const known = new Map(rows.map((row) => [keyOf(row), row.client_id]));
      return names.map((name) => known.get(keyOf(name)) ?? null);
    },
    { cacheKeyFn: keyOf },
  );
}

/** The client whom a request is about; null: casework does not know. */
export async function subjectOf(
  { oin, pseudonym }: ReceivedRequest,
  { load }: CaseworkContext,
): Promise<string | null> {
  return pseudonym === null ? null : load.linkedClient.load({ oin, pseudonym });
}

/** `ReceivedRequest` of the schema. */
export const receivedRequestResolvers = {
  id: ({ state }: ReceivedRequest) => state.id,
  clientId: (request: ReceivedRequest, _: object, context: CaseworkContext) => subjectOf(request, context),
  kind: ({ state }: ReceivedRequest) => state.kind,
  status: ({ state }: ReceivedRequest) => state.status,
  version: ({ state }: ReceivedRequest) => state.version,
  terms: ({ state, outstandingCents }: ReceivedRequest) => ({
    ...state.terms,
    debtIds: state.terms.debtIds ?? [],
    outstandingCents,
    paidCents: 'paidCents' in state ? state.paidCents : null,
    missedInstalments: 'missedInstalments' in state ? state.missedInstalments : null,
  }),
  reason: ({ askedBecause }: ReceivedRequest) => askedBecause,
};
