import type { Basis } from '../../schema/register.ts';
import type { Actor } from '../identity/actor.ts';
import type { ReasonCode } from './reasons.ts';

/** May this actor, for this purpose, see something that this organisation keeps of a client? */
export interface Asking {
  actor: Actor;
  /** The id of a processing activity, as header `x-purpose` names it. */
  purpose: string | null;
  organisation: { oin: string; role: string };
  /** Milliseconds since 1970. */
  now: number;
  /** Is an organisation that does not know the client a reason too? Default: no. */
  requireLink?: boolean;
}

/** The same of these categories. */
export interface Question extends Asking {
  categories: readonly string[];
}

/** Allowed, with the law and the facts that it relies upon. */
export interface Allowed {
  readonly allowed: true;
  readonly category: string;
  readonly basis: Basis;
  /** The article of law, as the processing register has it. */
  readonly article: string;
  readonly relationId: string | null;
  readonly consent: { readonly id: string; readonly version: number } | null;
  readonly emergencyId: string | null;
  /** When the first of those facts ends, if nothing changes; null: none of them has an end. */
  readonly until: number | null;
}

/** Not allowed. */
export interface Denied {
  readonly allowed: false;
  readonly category: string;
  readonly reason: ReasonCode;
}

/** The answer for one category. Frozen. */
export type CategoryDecision = Allowed | Denied;
