import type { ProcessingRegister } from '../../schema/register.ts';
import type { Actor } from '../identity/actor.ts';
import type { ReasonCode } from './reasons.ts';
import { type CompiledActivity, registerIndex } from './register-index.ts';

/** The activity that is performed, or why there is none. */
export type PerformedActivity = { compiled: CompiledActivity } | { compiled: null; reason: ReasonCode };

/**
 * May this actor ask anything at all for this purpose? What about whom is decided after.
 *
 * @param purpose the id of a processing activity; null: none was named
 */
export function performActivity(register: ProcessingRegister, actor: Actor, purpose: string | null): PerformedActivity {
  const compiled = purpose === null ? undefined : registerIndex(register).get(purpose);
  if (!compiled) return { compiled: null, reason: 'NO_PURPOSE' };
  if (!compiled.performers.has(actor.role)) return { compiled: null, reason: 'ROLE_NOT_ALLOWED' };
  return { compiled };
}
