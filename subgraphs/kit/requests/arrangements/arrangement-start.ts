import type { ActScope } from '../acts/act-scope.ts';
import { takeMeasures } from '../rules/measures.ts';
import { undoSurcharges } from '../surcharges/surcharge-undo.ts';
import type { Measure } from '../wire/act-wire.ts';
import { changeArrangement } from './arrangement-change.ts';
import { type ArrangementRecord, termsColumns } from './arrangement-records.ts';
import type { AgreedTerms } from './arrangement-terms.ts';

/** How an arrangement comes to run. */
export interface Beginning {
  event: 'grant' | 'accept';
  terms: AgreedTerms;
  measures: readonly Measure[];
  /** Id of the contact person who granted it; null: it was offered, and the wijkteam accepts it. */
  by: string | null;
  reason: string | null;
}

/** Lets an arrangement run by these terms from today, with all that goes with it. It was found that it may. */
export async function beginArrangement(
  scope: ActScope,
  kept: ArrangementRecord,
  { event, terms, measures, by, reason }: Beginning,
): Promise<ArrangementRecord> {
  const { store, oin, rules, today, now } = scope;
  const decision = by === null ? {} : { decided_by: by, decided_at: now };
  const columns = { ...termsColumns(terms), ...decision, assigned_to: null };
  const record = await changeArrangement(scope, kept, { event, by, reason, columns });
  if (terms.undoSurcharges) await undoSurcharges(store, { oin, debtIds: kept.debtIds, today });
  const { conditions } = terms;
  await takeMeasures(store, rules, { place: { oin, dossier: kept.dossier }, measures, conditions, today });
  return record;
}
