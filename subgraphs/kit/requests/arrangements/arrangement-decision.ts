import { type ActScope, reject, rejectIfAny } from '../acts/act-scope.ts';
import type { ContactPerson, Deciding } from '../mandates/contact-persons.ts';
import { personAbove } from '../mandates/person-above.ts';
import { measureFaults } from '../rules/measures.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import { agreementFaults, exceptionsNeeded } from './arrangement-agreement.ts';
import { changeArrangement, rejectUnlessPossible } from './arrangement-change.ts';
import type { ArrangementEvent } from './arrangement-machine.ts';
import { mandateFaults, neededMandate } from './arrangement-mandate.ts';
import { type ArrangementRecord, keptTerms, lockArrangement, lockDebts } from './arrangement-records.ts';
import { beginArrangement } from './arrangement-start.ts';
import { type AgreedTerms, isNoHeavier } from './arrangement-terms.ts';

type Decision = PartnerActOf<'decide-payment-arrangement'>;

/** As many as the answer can tell. */
const maxConditions = 20;

const eventOf = {
  GRANT: 'grant',
  REFUSE: 'refuse',
  COUNTER_OFFER: 'counter-offer',
  PASS_UP: 'pass-up',
} as const satisfies Record<Decision['decision'], ArrangementEvent>;

/**
 * A contact person's decision on an arrangement: all of it, or nothing. Beyond the mandate it has to be passed up.
 *
 * @throws {ActRejected} when it is not to be decided so, or not by this person
 */
export async function decideArrangement(scope: ActScope, act: Decision, deciding: Deciding): Promise<void> {
  const { me } = deciding;
  const kept = await lockArrangement(scope, act.id);
  rejectUnlessPossible(kept, eventOf[act.decision], act.version);
  switch (act.decision) {
    case 'GRANT':
      return grant(scope, kept, me, act);
    case 'COUNTER_OFFER':
      return offer(scope, kept, me, act);
    case 'REFUSE':
      rejectMeasures(act);
      return storeDecision(scope, kept, me, act);
    case 'PASS_UP':
      rejectMeasures(act);
      return passUp(scope, kept, act, deciding);
  }
}

/** What was asked, or something kinder: for what is heavier the wijkteam has to agree. */
async function grant(scope: ActScope, kept: ArrangementRecord, me: ContactPerson, act: Decision): Promise<void> {
  const asked = keptTerms(kept);
  const terms = decidedTerms(asked, act);
  if (!isNoHeavier(terms, asked)) reject('TRANSITION_NOT_ALLOWED', 'decision');
  await rejectBeyondRules(scope, kept, me, { act, terms });
  const { measures, reason } = act;
  await beginArrangement(scope, kept, { event: 'grant', terms, measures, by: me.id, reason });
}

/** Other terms, held against all rules and the mandate as if they were granted: accepting them is all that is left then. */
async function offer(scope: ActScope, kept: ArrangementRecord, me: ContactPerson, act: Decision): Promise<void> {
  const terms = decidedTerms(keptTerms(kept), act);
  await rejectBeyondRules(scope, kept, me, { act, terms });
  await storeDecision(scope, kept, me, act, JSON.stringify({ ...terms, measures: act.measures }));
}

async function rejectBeyondRules(
  scope: ActScope,
  { id, dossier, debtIds }: ArrangementRecord,
  me: ContactPerson,
  { act: { measures, exceptions }, terms }: { act: Decision; terms: AgreedTerms },
): Promise<void> {
  const { store, oin, rules } = scope;
  if (terms.conditions.length > maxConditions) reject('TRANSITION_NOT_ALLOWED', 'conditions');
  const debts = await lockDebts(scope, debtIds);
  rejectIfAny([
    ...mandateFaults(me, terms, exceptions),
    ...(await agreementFaults(scope, { id, dossier, terms, debts }, exceptions)),
    ...(await measureFaults(store, rules, { place: { oin, dossier }, measures, exceptions })),
  ]);
}

/** What was asked, with what the decision says otherwise; conditions are added. */
function decidedTerms(asked: AgreedTerms, { terms, conditions }: Decision): AgreedTerms {
  return {
    monthlyCents: terms.monthlyCents ?? asked.monthlyCents,
    instalments: terms.instalments ?? asked.instalments,
    firstDueOn: terms.firstDueOn ?? asked.firstDueOn,
    deferredUntil: terms.deferredUntil ?? asked.deferredUntil,
    waivedCents: terms.waivedCents ?? asked.waivedCents,
    undoSurcharges: terms.undoSurcharges ?? asked.undoSurcharges,
    conditions: [...new Set([...asked.conditions, ...conditions])],
  };
}

/** A measure goes with what is granted or offered. */
function rejectMeasures({ measures }: Decision): void {
  if (measures.length > 0) reject('MEASURE_NOT_APPLICABLE', 'measures');
}

async function storeDecision(
  scope: ActScope,
  kept: ArrangementRecord,
  me: ContactPerson,
  { decision, reason }: Decision,
  offered: string | null = null,
): Promise<void> {
  const columns = { offer: offered, assigned_to: null, decided_by: me.id, decided_at: scope.now };
  await changeArrangement(scope, kept, { event: eventOf[decision], by: me.id, reason, columns });
}

async function passUp(
  scope: ActScope,
  kept: ArrangementRecord,
  { reason, exceptions }: Decision,
  deciding: Deciding,
): Promise<void> {
  const needed = [...exceptions, ...(await exceptionsNeeded(scope, kept))];
  const above = personAbove(scope, deciding, neededMandate(keptTerms(kept), needed));
  const columns = { assigned_to: above };
  await changeArrangement(scope, kept, { event: 'pass-up', by: deciding.me.id, reason, columns });
}
