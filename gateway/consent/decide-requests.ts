import type { ProcessingRegister } from '../../schema/register.ts';
import type { Actor } from '../identity/actor.ts';
import type { CategoryAccess } from './access-control.ts';
import { performActivity } from './perform-activity.ts';

/**
 * Decides on the category `requests`: for a contact person, for the activity by which requests are answered. That they are those
 * of the own organisation, the wijkteam's own subgraph and the organisation itself see to.
 */
export function decideRequests(register: ProcessingRegister, actor: Actor, purpose: string | null): CategoryAccess {
  const performed = performActivity(register, actor, purpose);
  if (!performed.compiled) return { allowed: false, reason: performed.reason };
  const { activity, article } = performed.compiled;
  if (actor.role !== 'contact-person') return { allowed: false, reason: 'ROLE_NOT_ALLOWED' };
  return activity.requests ? { allowed: true, basis: 'LEGAL_TASK', article } : { allowed: false, reason: 'NO_PURPOSE' };
}
