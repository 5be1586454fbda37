import type { Act, ActContext } from '../acts/perform-act.ts';
import { storedText, textFaults } from '../acts/text-faults.ts';
import { refuse } from '../acts/user-error.ts';
import { helpedClient } from '../relations/current-relation.ts';
import { isRecordId } from '../store/record-id.ts';
import type { ConsentEventName } from './consent-tables.ts';
import { lastEvent } from './consents.ts';

/** `WithdrawConsentInput` of the schema. */
export interface WithdrawConsentInput {
  idempotencyKey: string;
  consentId: string;
  reason?: string | null;
  place?: string | null;
}

const inForceNoMore: readonly ConsentEventName[] = ['withdrawn', 'invalidated', 'terminated'];

/** `Mutation.withdrawConsent`: as easy as giving (AVG art. 7(3)); what is in force no more stays as it is. */
export const withdrawConsent: Act<WithdrawConsentInput> = {
  name: 'withdrawConsent',
  roles: ['professional', 'team-lead'],
  async perform(input, context) {
    const faults = textFaults([
      { field: 'reason', value: input.reason, max: 2_000, required: false },
      { field: 'place', value: input.place, max: 200, required: false },
    ]);
    const clientId = await clientOfOwnTeam(input.consentId, context);
    if (clientId === undefined) return refuse('CONSENT_UNKNOWN', 'consentId');
    if (faults.length > 0) return { refused: faults };
    const withdrawn = await withdraw(input, context);
    if (!withdrawn) return refuse('CONSENT_NOT_GIVEN', 'consentId');
    return { done: { clientId, recordId: input.consentId } };
  },
};

/** The client whose consent this is, if the own team helps that client. */
async function clientOfOwnTeam(consentId: string, { transaction, acting, now }: ActContext) {
  if (!isRecordId(consentId)) return undefined;
  const consent = await transaction
    .selectFrom('consents')
    .select('client_id')
    .where('id', '=', consentId)
    .executeTakeFirst();
  const asked = { clientId: consent?.client_id ?? '', team: acting.team, at: now };
  return (await helpedClient(transaction, asked))?.id;
}

/** False when there is nothing to withdraw, since it was never given. */
async function withdraw(input: WithdrawConsentInput, { transaction, acting, now }: ActContext): Promise<boolean> {
  for (;;) {
    const last = await lastEvent(transaction, input.consentId);
    if (!last || last.event === 'requested') return false;
    if (inForceNoMore.includes(last.event)) return true;
    const event = { consent_id: input.consentId, version: last.version + 1, event: 'withdrawn' as const };
    const place = storedText(input.place);
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('consent_events')
      .values({ ...event, occurred_at: now, actor: acting.subject, place, reason: storedText(input.reason) })
      // Someone else was first: look again how it stands.
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n) return true;
  }
}
