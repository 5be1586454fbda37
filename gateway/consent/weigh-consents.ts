import type { Asking } from './decision.ts';
import type { ConsentFact } from './facts.ts';
import type { ReasonCode } from './reasons.ts';
import { isCurrent, lastsLonger } from './standing.ts';

/** The consent to rely upon, or why there is none. */
export type WeighedConsent = { given: ConsentFact } | { given: null; reason: ReasonCode };

/**
 * The consents that are about this purpose, source and recipient. Of one consent only its last version counts: an earlier
 * one says nothing any more, and one that is told in two ways is not relied upon.
 */
export function consentsAbout(consents: readonly ConsentFact[], question: Asking): ConsentFact[] {
  const { purpose, organisation, actor } = question;
  return lastVersions(consents).filter(
    (consent) =>
      consent.activityId === purpose &&
      consent.sourceRole === organisation.role &&
      (consent.sourceOin === null || consent.sourceOin === organisation.oin) &&
      (consent.recipientOin === null || consent.recipientOin === actor.organisation),
  );
}

/**
 * Weighs the consents for one category: one that is given and valid now wins. Else what happened last to the client's will
 * is the reason: withdrawn before lapsed before never given.
 *
 * @param consents those that are about the purpose, source and recipient
 */
export function weighConsents(consents: readonly ConsentFact[], category: string, now: number): WeighedConsent {
  let given: ConsentFact | null = null;
  let reason: ReasonCode = 'CONSENT_MISSING';
  for (const consent of consents) {
    if (!consent.categories.includes(category)) continue;
    const fault = faultOf(consent, now);
    if (fault === null) {
      if (!given || lastsLonger(consent, given)) given = consent;
    } else if (fault === 'CONSENT_WITHDRAWN' || reason === 'CONSENT_MISSING') reason = fault;
  }
  return given ? { given } : { given, reason };
}

/** Why this consent is no basis now; null: it is. */
function faultOf(consent: ConsentFact, now: number): ReasonCode | null {
  switch (consent.state) {
    case 'given':
      if (isCurrent(consent, now)) return null;
      return consent.validUntil !== null && now >= consent.validUntil ? 'CONSENT_LAPSED' : 'CONSENT_MISSING';
    case 'withdrawn':
      return 'CONSENT_WITHDRAWN';
    case 'lapsed':
    case 'terminated':
      return 'CONSENT_LAPSED';
    case 'requested':
    case 'invalidated':
      return 'CONSENT_MISSING';
  }
  // A state that a newer database knows and this code does not is no basis.
  return 'CONSENT_MISSING';
}

function lastVersions(consents: readonly ConsentFact[]): ConsentFact[] {
  const last = new Map<string, ConsentFact>();
  for (const consent of consents) {
    const known = last.get(consent.id);
    if (!known || overtakes(consent, known)) last.set(consent.id, consent);
  }
  return [...last.values()];
}

function overtakes(other: ConsentFact, consent: ConsentFact): boolean {
  if (other.version !== consent.version) return other.version > consent.version;
  return other.state !== 'given' && consent.state === 'given';
}
