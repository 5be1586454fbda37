import { messageOf } from '../acts/user-error.ts';
import type { RequestRow } from '../requests/request-rows.ts';
import { type RequestStatus, requestStatus } from '../requests/request-status.ts';

/** `PauseOutcome` of the schema. */
export type PauseOutcome =
  | 'GRANTED'
  | 'ASKED'
  | 'COUNTER_OFFERED'
  | 'REFUSED'
  | 'NOT_ALLOWED'
  | 'UNREACHABLE'
  | 'GIVEN_UP'
  | 'ENDED';

/** What came of the pause at an organisation that was asked. */
export const outcomes: Readonly<Record<RequestStatus, PauseOutcome>> = {
  UNDELIVERED: 'UNREACHABLE',
  GIVEN_UP: 'GIVEN_UP',
  NOT_ALLOWED: 'NOT_ALLOWED',
  REJECTED: 'REFUSED',
  REQUESTED: 'ASKED',
  PROPOSED: 'ASKED',
  COUNTER_OFFERED: 'COUNTER_OFFERED',
  GRANTED: 'GRANTED',
  ACTIVE: 'GRANTED',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'ENDED',
  ENDED: 'ENDED',
  LAPSED: 'ENDED',
  BROKEN: 'ENDED',
  COMPLETED: 'ENDED',
  IN_DEFAULT: 'ENDED',
};

const descriptions: Readonly<Record<PauseOutcome, string>> = {
  GRANTED: 'De schuldpauze is toegekend.',
  ASKED: 'Gevraagd; de contactpersoon moet nog besluiten.',
  COUNTER_OFFERED: 'De organisatie doet een tegenvoorstel.',
  REFUSED: 'De organisatie wijst de pauze af.',
  NOT_ALLOWED: 'Niet gevraagd: dat mag niet.',
  UNREACHABLE: 'De organisatie antwoordt niet; zij wordt opnieuw gevraagd.',
  GIVEN_UP: 'De organisatie antwoordde niet binnen de termijn: bel de contactpersoon.',
  ENDED: 'De pauze is hier voorbij.',
};

/** What a part says for a person to read: what came of it, why, and that its release is on its way. */
export function descriptionOf(outcome: PauseOutcome, reason: string | null, releasing: boolean): string {
  const because = reason === null ? null : messageOf(reason);
  const release = releasing ? 'De opheffing wordt nog bezorgd.' : null;
  return [descriptions[outcome], because, release].filter((sentence) => sentence !== null).join(' ');
}

export function outcomeOf(request: RequestRow, today: string): PauseOutcome {
  return outcomes[requestStatus(request, today)];
}

/** Is it still to be told that this part is taken back? */
export function isReleasing({ last_act: act, last_status: status }: RequestRow): boolean {
  return act === 'withdraw' && status === 'waiting';
}

/** Why it is so, as a stable code: what the organisation had against it, or why it is not asked (any more). */
export function reasonOf({ state_status: said, ask_faults: faults, not_allowed_because: because }: RequestRow) {
  return because ?? (said === null ? (faults?.[0]?.code ?? null) : null);
}
