import type { Insertable } from 'kysely';
import type { Act, ActContext } from '../acts/perform-act.ts';
import { storedText } from '../acts/text-faults.ts';
import { userError } from '../acts/user-error.ts';
import { helpedClient } from '../relations/current-relation.ts';
import { inputFaults, isUnder16, type RecordConsentInput, sourceRoleOf } from './consent-input.ts';
import { articleOf, beginOf, consentActivity, isSpecial, recordConstants } from './consent-record.ts';
import type { ConsentKindName, ConsentsTable } from './consent-tables.ts';

const kinds = {
  PROCESSING: 'processing',
  LIFTING_SECRECY: 'lifting_secrecy',
  ACCEPTING_HELP: 'accepting_help',
} as const satisfies Record<RecordConsentInput['kind'], ConsentKindName>;

/** `Mutation.recordConsent`: a consent that was given, for a client whom the own team helps. */
export const recordConsent: Act<RecordConsentInput> = {
  name: 'recordConsent',
  roles: ['professional', 'team-lead'],
  async perform(input, context) {
    const { transaction, acting, now, today } = context;
    const faults = inputFaults(input, context);
    const client = await helpedClient(transaction, { clientId: input.clientId, team: acting.team, at: now });
    if (!client) faults.push(userError('CLIENT_UNKNOWN', 'clientId'));
    else if (!input.representative && isUnder16(client.birth_date, today)) {
      faults.push(userError('REPRESENTATIVE_REQUIRED', 'representative'));
    }
    if (!client || faults.length > 0) return { refused: faults };
    const { id } = await transaction
      .insertInto('consents')
      .values(recordOf(input, context))
      .returning('id')
      .executeTakeFirstOrThrow();
    const given = { consent_id: id, version: 1, event: 'given' as const, occurred_at: now, actor: acting.subject };
    await transaction
      .insertInto('consent_events')
      .values({ ...given, place: storedText(input.place), reason: null })
      .execute();
    return { done: { clientId: client.id, recordId: id } };
  },
};

function recordOf(input: RecordConsentInput, context: ActContext): Insertable<ConsentsTable> {
  const { organisation, organisations, register, now, today } = context;
  const categories = [...new Set(input.categories)];
  const about = { activityId: input.activityId, sourceRole: sourceRoleOf(input.sourceRole), categories };
  const activity = consentActivity(register, input.activityId);
  const recipient = organisations.find(({ oin }) => oin === input.recipientOin) ?? organisation;
  const { validFrom, validUntil, representative } = input;
  return {
    ...recordConstants,
    client_id: input.clientId,
    representative_name: storedText(representative?.name),
    representative_capacity: representative?.capacity ?? null,
    controller_oin: activity?.controller.oin ?? organisation.oin,
    source_role: about.sourceRole,
    source_oin: input.sourceOin ?? null,
    recipient_oin: recipient.oin,
    recipient_role: recipient.role,
    purpose: activity?.purpose ?? '',
    activity_id: input.activityId,
    categories,
    special: isSpecial(categories),
    explicit: input.explicit,
    kind: kinds[input.kind],
    article: articleOf(register, about),
    notice_version: input.noticeVersion.trim(),
    notice_language: input.noticeLanguage.trim(),
    how_given: input.howGiven,
    evidence_reference: input.evidenceReference.trim(),
    // A consent covers nothing that was done before it was given.
    valid_from: validFrom && validFrom > today ? beginOf(validFrom) : now,
    valid_until: beginOf(validUntil, 1),
  } as Insertable<ConsentsTable>;
}
