import { type Kysely, sql } from 'kysely';
import { existenceCategory } from '../../../schema/categories.ts';
import type { ProcessingRegister } from '../../../schema/register.ts';
import type { GrantBasis } from '../../kit/wire.ts';
import type { ActContext } from '../acts/perform-act.ts';
import { type Refused, refuse } from '../acts/user-error.ts';
import type { PartnerRole } from '../partner-roles.ts';
import type { CaseworkTables } from '../store/tables.ts';

/** To ask whether someone is known is to tell that they are helped. */
export interface BasisForAsking {
  /** The processing activity. */
  purpose: string;
  /** What it is that is asked: the category that the existence of a dossier falls under. */
  category: string;
  basis: 'LEGAL_TASK' | 'CONSENT';
  article: string;
}

/** On what basis an organisation is asked about a client: one a category. */
export interface AskingBasis {
  /** The processing activity. */
  purpose: string;
  bases: readonly GrantBasis[];
}

/** Why an organisation may not be asked. */
export type NoBasis = 'NO_PURPOSE' | 'ROLE_NOT_ALLOWED' | 'NO_LEGAL_BASIS' | 'CONSENT_MISSING';

/** By what is decided whether an organisation may be asked. */
export interface BasisFacts {
  database: Kysely<CaseworkTables>;
  register: ProcessingRegister;
  /** The wijkteams' own. */
  organisation: { oin: string };
  now: Date;
  /** The processing activity that was named; null: none. */
  purpose: string | null;
  /** What who asks is at the wijkteams' organisation. */
  askerRole: string;
}

/** What is asked of whom. */
export interface AskedAbout {
  clientId: string;
  oin: string;
  role: PartnerRole;
}

/** On what basis may this organisation be asked whether it knows this client, for the purpose of the call? */
export async function basisForAsking(asked: AskedAbout, context: ActContext): Promise<BasisForAsking | Refused> {
  const { transaction: database, acting } = context;
  const basis = await basisForCategories(
    { ...asked, categories: [] },
    { ...context, database, askerRole: acting.role },
  );
  if ('not' in basis) {
    return refuse(basis.not, basis.not === 'NO_LEGAL_BASIS' || basis.not === 'CONSENT_MISSING' ? 'oin' : null);
  }
  const [existence] = basis.bases;
  if (!existence) return refuse('NO_LEGAL_BASIS', 'oin');
  const { category, article } = existence;
  return { purpose: basis.purpose, category, basis: existence.basis === 'CONSENT' ? 'CONSENT' : 'LEGAL_TASK', article };
}

/**
 * On what basis may this organisation be asked about this client: that it knows the client, and each of these categories
 * besides? The rules are those of the processing register; where they want consent, one that is given and valid now.
 */
export async function basisForCategories(
  asked: AskedAbout & { categories: readonly string[] },
  facts: BasisFacts,
): Promise<AskingBasis | { not: NoBasis }> {
  const { register, purpose, askerRole } = facts;
  const activity = register.activities.find(({ id, emergency }) => id === purpose && !emergency);
  if (!activity) return { not: 'NO_PURPOSE' };
  if (!activity.performers.some((performer) => performer === askerRole)) return { not: 'ROLE_NOT_ALLOWED' };
  const rules = activity.rules.filter(({ source }) => source === asked.role);
  const bases: GrantBasis[] = [];
  for (const category of new Set<string>([existenceCategory(asked.role), ...asked.categories])) {
    const ruling = rules.filter(({ categories }) => categories.some((each) => each === category));
    const legal = ruling.find(({ basis }) => basis === 'LEGAL_TASK');
    const rule = legal ?? ruling.find(({ basis }) => basis === 'CONSENT');
    if (!rule) return { not: 'NO_LEGAL_BASIS' };
    bases.push({ category, basis: rule.basis, article: rule.article });
  }
  const byConsent = bases.filter(({ basis }) => basis === 'CONSENT').map(({ category }) => category);
  const given = byConsent.length === 0 || (await isConsentGiven({ ...asked, categories: byConsent }, facts));
  return given ? { purpose: activity.id, bases } : { not: 'CONSENT_MISSING' };
}

/** Is each of these categories covered by a consent? Not needed to be by one and the same. */
async function isConsentGiven(
  asked: AskedAbout & { categories: readonly string[] },
  { database, organisation, purpose, now }: BasisFacts,
): Promise<boolean> {
  const { rows } = await sql`
    select from unnest(${asked.categories}::text[]) as asked (category)
    where not exists (
      select from gateway_consents
      where client_id = ${asked.clientId} and state = 'given' and activity_id = ${purpose}
        and source_role = ${asked.role} and coalesce(source_oin, ${asked.oin}) = ${asked.oin}
        and recipient_oin = ${organisation.oin} and asked.category = any(categories)
        and valid_from <= ${now} and (valid_until is null or valid_until > ${now})
    )
    limit 1`.execute(database);
  return rows.length === 0;
}
