import { createHash } from 'node:crypto';
import type { RequestAccess } from '../../../gateway/consent/access-control.ts';
import { caseworkOin } from '../../enforcement/whole-graph/anyones-records.ts';
import { accessOf, type Decisions } from '../../enforcement/whole-graph/decisions.ts';

const bases = ['LEGAL_TASK', 'CONSENT', 'VITAL_INTEREST'] as const;
const reasons = ['NO_LEGAL_BASIS', 'CONSENT_MISSING', 'CONSENT_WITHDRAWN', 'CONSENT_LAPSED'] as const;

function number(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0);
}

/** On what a category of one client at one organisation is allowed: each has grounds of its own, told apart by their article. */
export function groundsOf(subject: string, oin: string, category: string) {
  const seed = number(`${subject} ${oin} ${category}`);
  const basis = bases[seed % 3] ?? 'LEGAL_TASK';
  return {
    basis,
    article: `art. ${seed % 7}`,
    consent: basis === 'CONSENT' ? { id: `consent-${seed % 5}`, version: 1 + (seed % 2) } : null,
    emergencyId: basis === 'VITAL_INTEREST' ? `emergency-${seed % 3}` : null,
    until: seed % 4 === 0 ? null : 2_000_000_000_000 + seed,
  };
}

/** Why a category is not allowed. */
export function reasonOf(decisions: Decisions, subject: string | null, oin: string, category: string): string {
  const isImpersonal = category === 'oversight' || category === 'requests';
  if (!decisions.general && (subject !== null || !isImpersonal)) return 'NO_PURPOSE';
  // What says to be of an organisation that does not take part: the wijkteam itself keeps no dossiers.
  if (oin === caseworkOin && category === 'dossier') return 'NO_LEGAL_BASIS';
  return reasons[number(`${subject} ${oin} ${category}`) % reasons.length] ?? '';
}

/** The version of a client's facts. */
export function versionOf(clientId: string): number {
  return 1 + (number(clientId) % 1_000);
}

/** The decisions as the gateway asks for them, each with its own grounds or its own reason. */
export function recordedAccessOf(decisions: Decisions): RequestAccess {
  const access = accessOf(decisions);
  return {
    ...access,
    versionOf,
    about: (subject, organisation) => {
      const decide = access.about(subject, organisation);
      const { oin } = organisation;
      return (category) => {
        if (!decide(category).allowed) return { allowed: false, reason: reasonOf(decisions, subject, oin, category) };
        return subject === null ? { allowed: true } : { allowed: true, ...groundsOf(subject, oin, category) };
      };
    },
  };
}
