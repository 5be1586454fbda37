import { randomUUID } from 'node:crypto';
import { developmentUsers } from '../../../dev/users.ts';
import { act, activity, consentForCjib } from '../../enforcement/ask-about.ts';
import { oinOf } from '../../support/world.ts';
import type { GatedWorld, TracedAnswer } from './gated-world.ts';
import { type ClientKey, clientId } from './standing.ts';

/** Something that changes what access to a client is decided by. */
export type Change =
  /** By casework itself, as the database's owner could also do it, or another service: the gateway hears of it by notice alone. */
  | { by: 'sql'; what: keyof typeof statements; client: ClientKey }
  /** By an act through the gateway, which may ask to see the client after it. */
  | { by: 'act'; what: (typeof actNames)[number]; client: ClientKey; as: string; sees: string | null };

const ofCjib = ['penal', 'contact-persons', 'debts', 'debt-freezes', 'payment-arrangements'];
const sanne = developmentUsers.find(({ username }) => username === 'sanne')?.subject;
const now = `date_trunc('milliseconds', clock_timestamp())`;

// The client is $1.
const statements = {
  withdraw: `insert into casework.consent_events (consent_id, version, event, occurred_at, actor)
    select id, version + 1, 'withdrawn', ${now}, 'test' from casework.gateway_consents
    where client_id = $1 and state = 'given' on conflict do nothing`,
  consent: `with given as (
      insert into casework.consents
      select (jsonb_populate_record(known, jsonb_build_object('id', gen_random_uuid(), 'client_id', $1::text))).*
      from casework.consents as known where source_role = 'cjib' and activity_id = '${activity('debt-assistance')}'
      order by id limit 1 returning id
    ) insert into casework.consent_events (consent_id, version, event, occurred_at, actor)
    select id, 1, 'given', ${now}, 'test' from given`,
  end: `update casework.case_relations set valid_until = ${now}, ended_by = 'test', end_reason = 'test'
    where client_id = $1 and valid_until is null`,
  begin: `insert into casework.case_relations (client_id, team_id, valid_from)
    values ($1, 'team-ondiep', ${now}) on conflict do nothing`,
  open: `insert into casework.emergency_accesses (client_id, actor_subject, actor_role, actor_organisation, reason, categories,
      opened_at, expires_at)
    values ($1, '${sanne}', 'professional', '${oinOf('casework')}', 'iemand reageert niet meer', '{case,identity,care,debts}',
      ${now}, ${now} + interval '30 minutes')`,
  close: `insert into casework.emergency_closings (access_id, closed_at, closed_by)
    select id, ${now}, 'test' from casework.gateway_emergency_accesses where client_id = $1 and closed_at is null
    on conflict do nothing`,
  unlink: `delete from casework.links where client_id = $1 and oin = '${oinOf('brugwacht')}'`,
  link: `insert into casework.links values ($1, '${oinOf('brugwacht')}', $1 || ' at brugwacht') on conflict do nothing`,
} as const;

export const sqlChanges = Object.keys(statements) as (keyof typeof statements)[];
export const actNames = [
  'recordConsent',
  'withdrawConsent',
  'endCaseRelation',
  'handOverCase',
  'openEmergency',
] as const;

/** Does it; resolves when it is committed, with the answer if it was an act. */
export async function change(gated: GatedWorld, what: Change): Promise<TracedAnswer | null> {
  const id = clientId(what.client);
  if (what.by === 'sql') {
    await gated.owner.query(statements[what.what], [id]);
    return null;
  }
  const { name, input, purpose } = await actOn(gated, what.what, id);
  const more = what.sees === null ? {} : { client: what.sees };
  return act(gated, name, { idempotencyKey: randomUUID(), ...input }, { as: what.as, purpose, ...more });
}

async function actOn(gated: GatedWorld, name: (typeof actNames)[number], id: string) {
  const purpose = activity('debt-assistance');
  switch (name) {
    case 'recordConsent':
      return { name, purpose, input: consentOf(id) };
    case 'withdrawConsent':
      return { name, purpose, input: { consentId: await givenConsent(gated, id) } };
    case 'endCaseRelation':
      return { name, purpose, input: { clientId: id, reason: 'afgerond' } };
    case 'handOverCase':
      return { name, purpose, input: { clientId: id, toTeam: 'team-assendorp' } };
    case 'openEmergency': {
      const input = { clientId: id, reason: 'iemand reageert niet meer', categories: ['identity', 'debts'] };
      return { name: 'openEmergencyAccess', purpose: activity('emergency-access'), input };
    }
  }
}

function consentOf(id: string) {
  return { ...consentForCjib(id), categories: ofCjib };
}

async function givenConsent({ owner }: GatedWorld, id: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from casework.gateway_consents where client_id = $1 and state = 'given' order by id limit 1`,
    [id],
  );
  return rows[0]?.id ?? randomUUID();
}

/** Sees to it that there is much to show, and so to lose: a case, consents and links. */
export async function restore(gated: GatedWorld): Promise<void> {
  const { owner } = gated;
  for (const client of ['natasja', 'peter', 'ria'] as const) {
    const id = clientId(client);
    const { rows } = await owner.query(
      `select from casework.gateway_consents where client_id = $1 and source_role = 'cjib' and state = 'given'`,
      [id],
    );
    const wanted = rows.length > 0 ? (['begin', 'link'] as const) : (['begin', 'link', 'consent'] as const);
    for (const what of wanted) await change(gated, { by: 'sql', what, client });
  }
}
