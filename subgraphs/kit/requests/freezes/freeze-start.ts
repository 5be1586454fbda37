import type { ActScope } from '../acts/act-scope.ts';
import { lockDebts } from '../arrangements/arrangement-records.ts';
import { takeMeasures } from '../rules/measures.ts';
import { changeFreeze, checkChange, type FreezeRecord } from './freeze-records.ts';
import { beginningToday, type FreezeOffer } from './freeze-terms.ts';

/** How a freeze comes to be granted. */
export interface Granting {
  event: 'grant' | 'accept';
  /** That is named. */
  version: number;
  terms: FreezeOffer;
  /** Id of the contact person who granted it; null: it was offered, and the wijkteam accepts it. */
  by: string | null;
  reason: string | null;
}

/**
 * Lets a freeze that is locked hold by these terms, with all that goes with it. It was found that it may.
 *
 * @throws {ActRejected} when it waits for nobody any more, or stands otherwise than who acts has seen
 */
export async function grantFreeze(scope: ActScope, freeze: FreezeRecord, granting: Granting): Promise<void> {
  const { store, oin, rules, today, now } = scope;
  const { version, by, reason } = granting;
  const { from, until, conditions, measures } = beginningToday(granting.terms, today);
  const event = from <= today ? (`${granting.event}-now` as const) : granting.event;
  checkChange(freeze, event, version);
  // Whoever adds a surcharge meanwhile waits, and then finds the freeze.
  await lockDebts(scope, freeze.debtIds);
  const terms = { from_date: from, until_date: until, conditions };
  const decision = by === null ? {} : { decided_by: by, decided_at: now };
  await changeFreeze(scope, freeze, { event, by, reason, columns: { ...terms, ...decision, assigned_to: null } });
  await takeMeasures(store, rules, { place: { oin, dossier: freeze.dossier }, measures, conditions, today });
}
