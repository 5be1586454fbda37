import type { CaseworkContext } from '../context.ts';
import { partnerRoles, partnerStub } from '../partner-roles.ts';
import type { ConsentEventRow, ConsentRow } from './consents.ts';

/** How a consent stands at a moment: its last event, but one that was given lapses when its time is over. */
export function stateOf({ event, valid_until }: ConsentRow, at: Date): Uppercase<ConsentRow['event']> {
  if (event === 'given' && valid_until !== null && valid_until <= at) return 'LAPSED';
  // TypeScript knows no type of `toUpperCase` narrower than string.
  return event.toUpperCase() as Uppercase<ConsentRow['event']>;
}

/** `Consent` of the schema. */
export const consentResolvers = {
  schemaVersion: (consent: ConsentRow) => consent.schema_version,
  state: (consent: ConsentRow, _: object, { now }: CaseworkContext) => stateOf(consent, now),
  kind: (consent: ConsentRow) => consent.kind.toUpperCase(),
  representative: ({ representative_name: name, representative_capacity: capacity }: ConsentRow) =>
    name === null ? null : { name, capacity },
  controllerOin: (consent: ConsentRow) => consent.controller_oin,
  sourceRole: ({ source_role }: ConsentRow) =>
    partnerRoles.find(({ role }) => role === source_role)?.value ?? 'CASEWORK',
  async source({ source_oin }: ConsentRow, _: object, { load }: CaseworkContext) {
    const partner = source_oin === null ? null : await load.partner.load(source_oin);
    return partner && partnerStub(partner);
  },
  recipientOin: (consent: ConsentRow) => consent.recipient_oin,
  recipientRole: (consent: ConsentRow) => consent.recipient_role,
  activityId: (consent: ConsentRow) => consent.activity_id,
  noticeVersion: (consent: ConsentRow) => consent.notice_version,
  noticeLanguage: (consent: ConsentRow) => consent.notice_language,
  howGiven: (consent: ConsentRow) => consent.how_given,
  evidenceReference: (consent: ConsentRow) => consent.evidence_reference,
  howToWithdraw: (consent: ConsentRow) => consent.how_to_withdraw,
  validFrom: (consent: ConsentRow) => consent.valid_from.toISOString(),
  validUntil: (consent: ConsentRow) => consent.valid_until?.toISOString() ?? null,
  events: (consent: ConsentRow, _: object, { load }: CaseworkContext) => load.consentEvents.load(consent.id),
};

/** `ConsentEvent` of the schema. */
export const consentEventResolvers = {
  kind: ({ event }: ConsentEventRow) => event.toUpperCase(),
  at: ({ occurred_at }: ConsentEventRow) => occurred_at.toISOString(),
};
