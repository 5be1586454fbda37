import type { ActContext } from '../acts/perform-act.ts';
import { type Refused, refuse } from '../acts/user-error.ts';

/** Why nobody presses or releases the pause button for the purpose of the call; null: it may be tried, organisation by organisation. */
export function purposeFault({ register, purpose, acting }: ActContext): Refused | null {
  const activity = register.activities.find(({ id, emergency }) => id === purpose && !emergency);
  if (!activity) return refuse('NO_PURPOSE');
  if (!activity.performers.some((performer) => performer === acting.role)) return refuse('ROLE_NOT_ALLOWED');
  const partners = activity.rules.filter(({ source }) => source !== 'casework');
  return partners.some(({ categories }) => categories.includes('debt-freezes')) ? null : refuse('NO_LEGAL_BASIS');
}
