import { SubgraphError } from '../../kit/errors.ts';
import type { PartnerActOf } from '../../kit/requests/wire/act-wire.ts';
import type { WireDecidingPerson } from '../../kit/requests/wire/answer-wire.ts';
import { type Acting, actingPerson, mayAct } from '../acts/acting.ts';
import type { CaseworkContext } from '../context.ts';
import { levelsAbove } from '../escalation/escalation-levels.ts';
import type { EscalationLevelRow } from '../escalation/escalation-tables.ts';
import { type PartnerStub, partnerStub, type RoleValue, roleOfValue } from '../partner-roles.ts';
import { askingAboutContacts } from '../requests/ask-for-act.ts';
import { contactOf, type RequestContact } from '../requests/contact.ts';
import type { Organisation } from '../store/partners.ts';

/** The arguments of `Query.whoCanDecide`. */
export interface DecisionQuestion {
  topic: PartnerActOf<'who-can-decide'>['topic'];
  oin?: string | null;
  role?: RoleValue | null;
  days?: number | null;
  amountCents?: number | null;
  exception?: PartnerActOf<'who-can-decide'>['exception'];
}

/** `WhoCanDecide` of the schema. */
interface WhoCanDecide {
  organisation: PartnerStub;
  now: WireDecidingPerson | null;
  firstReachable: WireDecidingPerson | null;
  unavailable: boolean;
  lastKnown: RequestContact | null;
  escalation: readonly EscalationLevelRow[];
}

/** So many organisations are asked at once. */
const maxAsked = 50;

/**
 * `Query.whoCanDecide`: each organisation says it itself, all at the same time; of one that does not, the contact that it named
 * last.
 *
 * @throws {SubgraphError} ROLE_NOT_ALLOWED for whoever does not help clients, BAD_USER_INPUT for an organisation that there is not,
 * for none, for more than fifty, and for a size that no decision has
 */
export async function whoCanDecide(
  _: unknown,
  question: DecisionQuestion,
  context: CaseworkContext,
): Promise<readonly WhoCanDecide[]> {
  const acting = actingPerson(context);
  const activity = context.register.activities.find(({ id, partners }) => id === context.purpose && partners);
  const performs = activity?.performers.some((performer) => performer === acting.role);
  if (!activity || !performs || !mayAct(acting, ['professional', 'team-lead'], context)) {
    throw new SubgraphError('ROLE_NOT_ALLOWED', 'Only professionals ask who can decide, for what they help with');
  }
  const asked = await organisationsAsked(question, context);
  const [escalation, answers] = await Promise.all([
    levelsAbove(context.database, acting.team),
    Promise.all(asked.map(({ oin }) => deciders(oin, question, acting, activity.id, context))),
  ]);
  return Promise.all(
    asked.map(async (organisation, index) => ({
      organisation: partnerStub(organisation),
      now: answers[index]?.now ?? null,
      firstReachable: answers[index]?.firstReachable ?? null,
      unavailable: !answers[index],
      lastKnown: answers[index] ? null : await contactOf(organisation.oin, context),
      escalation,
    })),
  );
}

/** Who can decide at an organisation; null when it does not say. */
async function deciders(
  oin: string,
  question: DecisionQuestion,
  acting: Acting,
  purpose: string,
  { partners }: CaseworkContext,
) {
  const { topic, days = null, amountCents = null, exception = null } = question;
  const act = { act: 'who-can-decide', topic, days, amountCents, exception } as const;
  const answer = await partners?.performAct(oin, act, askingAboutContacts(acting, purpose)).catch(() => null);
  return answer?.outcome === 'who-can-decide' ? answer : null;
}

async function organisationsAsked(
  question: DecisionQuestion,
  context: CaseworkContext,
): Promise<readonly Organisation[]> {
  const { oin, role, days, amountCents } = question;
  checkSize('days', days, 1, 3_660);
  checkSize('amountCents', amountCents, 0, 1_000_000_000);
  if (!oin && !role) throw new SubgraphError('BAD_USER_INPUT', 'One of oin and role is needed');
  const ofRole = await context.listPartners(role ? roleOfValue(role) : undefined);
  const asked = oin ? ofRole.filter((organisation) => organisation.oin === oin) : ofRole;
  if (asked.length === 0 && oin)
    throw new SubgraphError('BAD_USER_INPUT', 'No organisation that takes part has this oin');
  if (asked.length > maxAsked) {
    throw new SubgraphError('BAD_USER_INPUT', `More than ${maxAsked} organisations have this role; name one`);
  }
  return asked;
}

function checkSize(name: string, value: number | null | undefined, min: number, max: number): void {
  if (value === null || value === undefined || (value >= min && value <= max)) return;
  throw new SubgraphError('BAD_USER_INPUT', `${name} must be ${min} to ${max}; asked: ${value}`);
}
