import type { Kysely, Selectable } from 'kysely';
import { isRecordId } from '../store/record-id.ts';
import type { CaseworkTables } from '../store/tables.ts';
import type { EmergencyTables, ReviewOutcome } from './emergency-tables.ts';

/** An emergency access, and what became of it. */
export interface EmergencyAccess extends Selectable<EmergencyTables['emergency_accesses']> {
  closed_at: Date | null;
  outcome: ReviewOutcome | null;
  remark: string | null;
  reviewed_by: string | null;
  reviewed_at: Date | null;
}

/** A stretch of the queue. */
export interface EmergencyQuestion {
  /** Undefined: reviewed or not. */
  reviewed?: boolean | undefined;
  first: number;
  offset: number;
}

function emergencyAccesses(database: Kysely<CaseworkTables>) {
  return database
    .selectFrom('emergency_accesses as access')
    .leftJoin('emergency_closings as closing', 'closing.access_id', 'access.id')
    .leftJoin('emergency_reviews as review', 'review.access_id', 'access.id')
    .selectAll('access')
    .select(['closing.closed_at', 'review.outcome', 'review.remark', 'review.reviewed_by', 'review.reviewed_at']);
}

/** Emergency accesses, latest first. */
export async function listEmergencyAccesses(
  database: Kysely<CaseworkTables>,
  { reviewed, first, offset }: EmergencyQuestion,
): Promise<readonly EmergencyAccess[]> {
  return emergencyAccesses(database)
    .$if(reviewed !== undefined, (all) => all.where('review.access_id', reviewed ? 'is not' : 'is', null))
    .orderBy('access.opened_at', 'desc')
    .orderBy('access.id')
    .limit(first)
    .offset(offset)
    .execute();
}

/** One emergency access; undefined when there is none with this id. */
export async function findEmergencyAccess(
  database: Kysely<CaseworkTables>,
  id: string,
): Promise<EmergencyAccess | undefined> {
  if (!isRecordId(id)) return undefined;
  return emergencyAccesses(database).where('access.id', '=', id).executeTakeFirst();
}

/** Closes an access, if it is open and was not closed before. */
export async function closeAccess(
  database: Kysely<CaseworkTables>,
  access: EmergencyAccess,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  if (access.closed_at || access.expires_at <= at) return;
  await database
    .insertInto('emergency_closings')
    .values({ access_id: access.id, closed_at: at, closed_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
