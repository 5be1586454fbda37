import { isCategory } from '../../../schema/categories.ts';
import type { Act, ActContext } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { type UserError, userError } from '../acts/user-error.ts';
import { isRecordId } from '../store/record-id.ts';

/** `OpenEmergencyAccessInput` of the schema. */
export interface OpenEmergencyAccessInput {
  idempotencyKey: string;
  clientId: string;
  reason: string;
  categories: readonly string[];
  minutes: number;
}

const maxMinutes = 60;
const maxCategories = 4;

/**
 * `Mutation.openEmergencyAccess`: also to a client of another team. An id that nobody has is refused: who mistypes one while
 * a life is in danger must learn it at once, not be shown an empty dossier. Whether someone is a client can be tried out in
 * this way, but nobody finds one without the privacy officer seeing it.
 */
export const openEmergencyAccess: Act<OpenEmergencyAccessInput> = {
  name: 'openEmergencyAccess',
  roles: ['professional', 'team-lead'],
  async perform(input, context) {
    const { transaction, acting, now } = context;
    const faults = inputFaults(input);
    const clientId = await existingClient(input.clientId, context);
    if (clientId === undefined) faults.push(userError('CLIENT_UNKNOWN', 'clientId'));
    if (clientId === undefined || faults.length > 0) return { refused: faults };
    const expiresAt = new Date(now.getTime() + input.minutes * 60_000);
    const { id } = await transaction
      .insertInto('emergency_accesses')
      .values({
        client_id: clientId,
        actor_subject: acting.subject,
        actor_role: acting.role,
        actor_organisation: acting.organisation,
        actor_team: acting.team,
        reason: input.reason.trim(),
        categories: opened(input.categories),
        opened_at: now,
        expires_at: expiresAt,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { done: { clientId, recordId: id, expiresAt: expiresAt.toISOString() } };
  },
};

// A client is found by the case: without it the other categories could not be reached, so it is always one of them.
function opened(categories: readonly string[]): string[] {
  return [...new Set([...categories, 'case'])];
}

function inputFaults({ reason, categories, minutes }: OpenEmergencyAccessInput): UserError[] {
  const faults = textFaults([{ field: 'reason', value: reason, min: 20, max: 2_000 }]);
  if (categories.length === 0) faults.push(userError('CATEGORIES_REQUIRED', 'categories'));
  if (!categories.every(isCategory)) faults.push(userError('CATEGORY_UNKNOWN', 'categories'));
  if (opened(categories).length > maxCategories) faults.push(userError('CATEGORIES_TOO_MANY', 'categories'));
  if (minutes < 1 || minutes > maxMinutes) faults.push(userError('DURATION_NOT_ALLOWED', 'minutes'));
  return faults;
}

async function existingClient(clientId: string, { transaction }: ActContext): Promise<string | undefined> {
  if (!isRecordId(clientId)) return undefined;
  const client = await transaction.selectFrom('clients').select('id').where('id', '=', clientId).executeTakeFirst();
  return client?.id;
}
