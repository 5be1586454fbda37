import { type ActScope, reject } from '../acts/act-scope.ts';
import type { ContactPerson, Deciding } from '../mandates/contact-persons.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import { changeArrangement, rejectUnlessPossible } from './arrangement-change.ts';
import { type ArrangementRecord, lockArrangement, lockDebts, type OwnStore } from './arrangement-records.ts';
import { type CoveredDebt, totalOwedCents } from './arrangement-terms.ts';
import { divideOver, dueCents, type InstalmentStanding, isInDefault } from './instalment-division.ts';

type Instalment = PartnerActOf<'record-instalment'>;

/**
 * Notes a payment or a miss by an arrangement.
 *
 * @throws {ActRejected} when that cannot be
 */
export async function recordInstalment(scope: ActScope, act: Instalment, { me }: Deciding): Promise<ArrangementRecord> {
  const kept = await lockArrangement(scope, act.id);
  rejectUnlessPossible(kept, act.outcome === 'PAID' ? 'pay' : 'miss', act.version);
  return act.outcome === 'PAID' ? recordPayment(scope, kept, me, act) : recordMiss(scope, kept, me, act);
}

/** The oldest debt is paid first. With the last instalment the organisation gives up what it promised to. */
async function recordPayment(
  scope: ActScope,
  kept: ArrangementRecord,
  { id: by }: ContactPerson,
  { amountCents }: Instalment,
): Promise<ArrangementRecord> {
  const standing = standingOf(kept);
  const debts = await lockDebts(scope, kept.debtIds);
  const due = dueCents(standing, totalOwedCents(debts));
  const paid = amountCents ?? Math.min(standing.monthlyCents, due);
  if (paid > due) reject('AMOUNT_BEYOND_DEBT', 'amountCents');
  // When nothing is due any more, since it was paid outside of the arrangement, an instalment of nothing completes it.
  if (paid === 0 && due > 0) reject('AMOUNT_NOT_POSITIVE', 'amountCents');
  const event = paid === due ? 'pay-last' : 'pay';
  await addToDebts(scope, 'paid_cents', debts, paid);
  if (event === 'pay-last') {
    await addToDebts(scope, 'waived_cents', await lockDebts(scope, kept.debtIds), standing.waivedCents);
  }
  return changeArrangement(scope, kept, { event, by, reason: null, columns: { paid_cents: kept.paid_cents + paid } });
}

async function recordMiss(
  scope: ActScope,
  kept: ArrangementRecord,
  { id: by }: ContactPerson,
  { amountCents }: Instalment,
): Promise<ArrangementRecord> {
  if (amountCents !== null) reject('TRANSITION_NOT_ALLOWED', 'amountCents');
  const missedInstalments = kept.missed_instalments + 1;
  const event = isInDefault({ ...standingOf(kept), missedInstalments }) ? 'miss-again' : 'miss';
  return changeArrangement(scope, kept, {
    event,
    by,
    reason: null,
    columns: { missed_instalments: missedInstalments },
  });
}

function standingOf(kept: ArrangementRecord): InstalmentStanding {
  return {
    monthlyCents: kept.monthly_cents,
    instalments: kept.instalments,
    paidCents: kept.paid_cents,
    missedInstalments: kept.missed_instalments,
    waivedCents: kept.waived_cents,
  };
}

async function addToDebts(
  { store, oin }: OwnStore,
  column: 'paid_cents' | 'waived_cents',
  debts: readonly CoveredDebt[],
  cents: number,
): Promise<void> {
  for (const part of divideOver(debts, cents)) {
    await store
      .updateTable('debts')
      .set((was) => ({ [column]: was(column, '+', part.cents) }))
      .where('oin', '=', oin)
      .where('id', '=', part.id)
      .execute();
  }
}
