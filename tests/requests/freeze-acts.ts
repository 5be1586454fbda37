import { randomUUID } from 'node:crypto';
import type { FreezeTerms, PartnerActOf, RequestKind } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { client, desk } from './asked-acts.ts';

/** Sixty days, which the desk may grant. */
export const sixtyDays: FreezeTerms = { from: '2026-11-22', until: '2027-01-20', debtIds: null, conditions: [] };

/** A request for a freeze of the client's debts. */
export function freezeRequest(
  terms: Partial<FreezeTerms> = {},
  changed: Partial<PartnerActOf<'request-debt-freeze'>> = {},
): PartnerActOf<'request-debt-freeze'> {
  return {
    act: 'request-debt-freeze',
    id: randomUUID(),
    pseudonym: client,
    terms: { ...sixtyDays, ...terms },
    reason: 'Zodat er tijd is voor een plan',
    pause: false,
    debtAssistance: false,
    askedAt: '2026-11-22T08:59:00.000Z',
    ...changed,
  };
}

/** A decision on a freeze, by the desk unless it says otherwise. */
export function freezeDecision(
  id: string,
  changed: Partial<PartnerActOf<'decide-debt-freeze'>> = {},
): PartnerActOf<'decide-debt-freeze'> {
  return {
    act: 'decide-debt-freeze',
    id,
    key: randomUUID(),
    version: 1,
    decider: desk,
    decision: 'GRANT',
    reason: 'Past bij de afspraken',
    until: null,
    conditions: [],
    measures: [],
    exceptions: [],
    ...changed,
  };
}

export function withdrawal(id: string, kind: RequestKind = 'DEBT_FREEZE'): PartnerActOf<'withdraw'> {
  return { act: 'withdraw', kind, id, key: randomUUID(), pseudonym: client, reason: 'Niet meer nodig' };
}

export function acceptance(id: string, version: number): PartnerActOf<'accept-offer'> {
  return { act: 'accept-offer', kind: 'DEBT_FREEZE', id, key: randomUUID(), pseudonym: client, version };
}

export function freezeEnd(
  id: string,
  version: number,
  outcome: 'ENDED' | 'BROKEN' = 'ENDED',
): PartnerActOf<'end-debt-freeze'> {
  return { act: 'end-debt-freeze', id, key: randomUUID(), version, decider: desk, outcome, reason: 'Zo is het' };
}
