import type { Dossier, Freeze } from './dossiers.ts';

/** What keeps a debt from being collected today. A freeze goes before an arrangement. */
export type Coverage = { by: 'freeze'; until: string } | { by: 'arrangement' } | { by: 'nothing' };

/** Was this freeze agreed to: granted, or running already? */
export function isAgreed(freeze: Freeze): boolean {
  return freeze.status === 'ACTIVE' || freeze.status === 'GRANTED';
}

/** The last day on which a freeze, or the CJIB's stop on everything (noodstop), keeps the debt from collection. */
function frozenUntil(debtId: string, dossier: Dossier, today: string): string | undefined {
  const freezes = (dossier.debtFreezes ?? [])
    .filter((freeze) => isAgreed(freeze) && freeze.from <= today && freeze.debtIds.includes(debtId))
    .map((freeze) => freeze.until);
  const stop = dossier.emergencyStop ? [dossier.emergencyStop.until] : [];
  return [...freezes, ...stop]
    .filter((until) => until >= today)
    .sort()
    .at(-1);
}

/**
 * What covers one debt of a dossier. A freeze covers from its first day up to and including its last; of several the one
 * that lasts longest counts. A running arrangement covers also while its payments are deferred.
 *
 * @param today ISO 8601 date
 */
export function coverageOf(debtId: string, dossier: Dossier, today: string): Coverage {
  const until = frozenUntil(debtId, dossier, today);
  if (until) return { by: 'freeze', until };
  const arranged = (dossier.paymentArrangements ?? []).some(
    (arrangement) => arrangement.status === 'ACTIVE' && arrangement.debtIds.includes(debtId),
  );
  return arranged ? { by: 'arrangement' } : { by: 'nothing' };
}
