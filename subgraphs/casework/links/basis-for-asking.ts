import { sql } from 'kysely';
import { existenceCategory } from '../../kit/matching/existence-category.ts';
import type { ActContext } from '../acts/perform-act.ts';
import { type Refused, refuse } from '../acts/user-error.ts';
import type { PartnerRole } from '../partner-roles.ts';

/** To ask whether someone is known is to tell that they are helped. */
export interface BasisForAsking {
  /** The processing activity. */
  purpose: string;
  /** What it is that is asked: the category that the existence of a dossier falls under. */
  category: string;
  basis: 'LEGAL_TASK' | 'CONSENT';
  article: string;
}

/**
 * On what basis may this organisation be asked about this client, for the purpose of the call? The rules are those of the
 * processing register; where they want consent, one that is given and valid now.
 */
export async function basisForAsking(
  asked: { clientId: string; oin: string; role: PartnerRole },
  context: ActContext,
): Promise<BasisForAsking | Refused> {
  const { register, purpose, acting } = context;
  const activity = register.activities.find(({ id, emergency }) => id === purpose && !emergency);
  if (!activity) return refuse('NO_PURPOSE');
  if (!activity.performers.some((performer) => performer === acting.role)) return refuse('ROLE_NOT_ALLOWED');
  const category = existenceCategory(asked.role);
  const rules = activity.rules.filter(
    ({ source, categories }) => source === asked.role && categories.includes(category),
  );
  const legal = rules.find(({ basis }) => basis === 'LEGAL_TASK');
  const asking = { purpose: activity.id, category };
  if (legal) return { ...asking, basis: 'LEGAL_TASK', article: legal.article };
  const byConsent = rules.find(({ basis }) => basis === 'CONSENT');
  if (!byConsent) return refuse('NO_LEGAL_BASIS', 'oin');
  const given = await isConsentGiven({ ...asked, activityId: activity.id, category }, context);
  return given ? { ...asking, basis: 'CONSENT', article: byConsent.article } : refuse('CONSENT_MISSING', 'oin');
}

async function isConsentGiven(
  asked: { clientId: string; oin: string; role: PartnerRole; activityId: string; category: string },
  { transaction, organisation, now }: ActContext,
): Promise<boolean> {
  const { rows } = await sql`
    select from gateway_consents
    where client_id = ${asked.clientId} and state = 'given' and activity_id = ${asked.activityId}
      and source_role = ${asked.role} and coalesce(source_oin, ${asked.oin}) = ${asked.oin}
      and recipient_oin = ${organisation.oin} and ${asked.category} = any(categories)
      and valid_from <= ${now} and (valid_until is null or valid_until > ${now})
    limit 1`.execute(transaction);
  return rows.length > 0;
}
