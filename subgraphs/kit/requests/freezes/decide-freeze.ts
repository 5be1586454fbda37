import { type ActScope, reject, rejectIfAny } from '../acts/act-scope.ts';
import type { Deciding } from '../mandates/contact-persons.ts';
import { covers, type NeededMandate } from '../mandates/mandate.ts';
import { personAbove } from '../mandates/person-above.ts';
import { freezeLimitMonths } from '../rules/freeze-limit.ts';
import { measureFaults } from '../rules/measures.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import type { ActFault } from '../wire/answer-wire.ts';
import { automaticAgreement } from './automatic-agreement.ts';
import { freezeDays } from './freeze-days.ts';
import type { FreezeEvent } from './freeze-machine.ts';
import { changeFreeze, checkChange, type FreezeRecord, heldFreeze, lockFreeze } from './freeze-records.ts';
import { grantFreeze } from './freeze-start.ts';
import { beginningToday, type FreezeOffer, freezeDateFaults } from './freeze-terms.ts';
import { rowFault } from './freezes-in-a-row.ts';

type Decision = PartnerActOf<'decide-debt-freeze'>;

const eventOf = {
  GRANT: 'grant',
  REFUSE: 'refuse',
  COUNTER_OFFER: 'counter-offer',
  PASS_UP: 'pass-up',
} as const satisfies Record<Decision['decision'], FreezeEvent>;

/**
 * A contact person's decision on a freeze: all of it, or nothing. Beyond the mandate it has to be passed up.
 *
 * @throws {ActRejected} when it is not to be decided so, or not by this person
 */
export async function decideFreeze(scope: ActScope, act: Decision, deciding: Deciding): Promise<void> {
  const freeze = await lockFreeze(scope, act.id);
  checkChange(freeze, eventOf[act.decision], act.version);
  const { me } = deciding;
  const { reason, version } = act;
  const byMe = { by: me.id, reason };
  const decision = { assigned_to: null, decided_by: me.id, decided_at: scope.now };
  const isAgreement = act.decision === 'GRANT' || act.decision === 'COUNTER_OFFER';
  // Nobody is to believe that what goes with a freeze was done without one.
  if (!isAgreement && act.measures.length > 0) reject('MEASURE_NOT_APPLICABLE', 'measures');
  const change = (columns: object) => changeFreeze(scope, freeze, { ...byMe, event: eventOf[act.decision], columns });
  switch (act.decision) {
    case 'REFUSE':
      return change(decision);
    case 'PASS_UP':
      return change({ assigned_to: personAbove(scope, deciding, neededFor(freeze, scope.today)) });
    case 'GRANT':
      return grantFreeze(scope, freeze, {
        event: 'grant',
        version,
        terms: await decidedTerms(scope, freeze, act, deciding),
        ...byMe,
      });
    case 'COUNTER_OFFER':
      return change({ ...decision, offer: JSON.stringify(await decidedTerms(scope, freeze, act, deciding)) });
  }
}

/**
 * What is granted or offered: what was asked, with what the decision says otherwise; conditions are added.
 *
 * @throws {ActRejected} when it may not be, or not by this person
 */
async function decidedTerms(
  scope: ActScope,
  freeze: FreezeRecord,
  { decision, until, conditions, measures, exceptions }: Decision,
  { me }: Deciding,
): Promise<FreezeOffer> {
  const { store, oin, rules, today } = scope;
  const asked = beginningToday(heldFreeze(freeze), today);
  const added = [...new Set([...asked.conditions, ...conditions])];
  const terms = { from: asked.from, until: until ?? asked.until, conditions: added, measures };
  if (decision === 'GRANT' && terms.until > asked.until) reject('DATE_BEYOND_LIMIT', 'until');
  const faults: ActFault[] = [...(await dateFaults(scope, freeze, terms))];
  if (faults.length === 0 && freezeDays(terms) > me.maxFreezeDays) {
    faults.push({ code: 'MANDATE_EXCEEDED', field: 'until' });
  }
  if (!covers(me, { days: null, amountCents: null, waives: false, exceptions })) {
    faults.push({ code: 'MANDATE_EXCEEDED', field: 'exceptions' });
  }
  const place = { oin, dossier: freeze.dossier };
  rejectIfAny([...faults, ...(await measureFaults(store, rules, { place, measures, exceptions }))]);
  return terms;
}

async function dateFaults(scope: ActScope, freeze: FreezeRecord, terms: FreezeOffer): Promise<readonly ActFault[]> {
  const limitMonths = freezeLimitMonths(scope.role, {
    debtAssistance: freeze.requested?.debtAssistance ?? false,
    automaticAgreement: (await automaticAgreement(scope)) !== null,
  });
  const faults = freezeDateFaults(terms, { earliest: scope.today, today: scope.today, limitMonths });
  const { dossier, debtIds, id: except } = freeze;
  const tooLong = await rowFault(scope, terms, { dossier, debtIds, except, limitMonths });
  return tooLong && faults.length === 0 ? [tooLong] : faults;
}

/** What it takes to grant a freeze as it was asked. */
function neededFor(freeze: FreezeRecord, today: string): NeededMandate {
  const days = freezeDays(beginningToday(heldFreeze(freeze), today));
  return { days, amountCents: null, waives: false, exceptions: [] };
}
