import type { Debt, Dossier } from './dossiers.ts';
import { day, dutch, euro, period } from './dutch.ts';
import { block, field, table } from './layout.ts';

/** What every partner's dossier carries: contact persons with mandate, debts, freezes, arrangements. */
export function printDossier(dossier: Dossier): string[] {
  const { organisation, reference, contactPersons, debts, debtFreezes, paymentArrangements } = dossier;
  const named = (ids: readonly string[]) => coveredDebts(debts ?? [], ids);
  return [
    '',
    `▸ ${organisation.name} (kenmerk ${reference})`,
    ...contactPersons.flatMap((person) => field('Contactpersoon', contactLines(person))),
    ...listed('Schulden', debts && debtLines(debts)),
    ...wrapped(
      'Schuldpauzes',
      debtFreezes?.map(({ status, from, until, debtIds, conditions }) =>
        [`${dutch(status)}, ${period(from, until)}: ${named(debtIds)}`, ...conditions].join('; '),
      ),
    ),
    ...wrapped(
      'Regelingen',
      paymentArrangements?.map((arrangement) => arrangementLine(arrangement, named)),
    ),
  ];
}

type Arrangement = NonNullable<Dossier['paymentArrangements']>[number];

function arrangementLine(arrangement: Arrangement, named: (ids: readonly string[]) => string): string {
  const { status, debtIds, monthlyCents, instalments, firstDueOn, deferredUntil, conditions } = arrangement;
  const parts = [
    `${dutch(status)}, ${instalments} × ${euro(monthlyCents)} vanaf ${day(firstDueOn)}: ${named(debtIds)}`,
    ...(deferredUntil === null ? [] : [`uitstel tot ${day(deferredUntil)}`]),
    ...(arrangement.paidCents > 0 ? [`betaald ${euro(arrangement.paidCents)}`] : []),
    ...(arrangement.missedInstalments > 0 ? [`${arrangement.missedInstalments} gemist`] : []),
    ...(arrangement.waivedCents > 0 ? [`kwijtschelding ${euro(arrangement.waivedCents)}`] : []),
    ...conditions,
  ];
  return parts.join('; ');
}

function contactLines(person: Dossier['contactPersons'][number]): string[] {
  const { mandate, deputy } = person;
  const beyond = mandate.escalatesTo ? `; daarboven ${mandate.escalatesTo.name} (${mandate.escalatesTo.position})` : '';
  return [
    `${person.name}, ${person.position} · ${person.phone} · ${person.email} · ${person.hours}`,
    `mandaat: pauze tot ${mandate.maxFreezeDays} dagen, regeling tot ${euro(mandate.maxArrangementCents)}, ${
      mandate.mayWaiveSurcharge ? 'mag verhogingen kwijtschelden' : 'mag geen verhogingen kwijtschelden'
    }${beyond}`,
    ...(deputy ? [`vervanger: ${deputy.name} · ${deputy.phone}`] : []),
  ];
}

function debtLines(debts: readonly Debt[]): string[] {
  const rows = table(
    debts.map((debt) => [debt.description, euro(debt.outstandingCents), dutch(debt.stage)]),
    [1],
  );
  return debts.flatMap((debt, index) => [rows[index] ?? '', ...madeUpOf(debt)]);
}

/** Only where what is owed is not simply the principal. */
function madeUpOf({ principalCents, surcharges, paidCents, waivedCents }: Debt): string[] {
  const parts = [
    ...surcharges.map(({ kind, amountCents }) => `${dutch(kind)} ${euro(amountCents)}`),
    ...(paidCents > 0 ? [`betaald ${euro(paidCents)}`] : []),
    ...(waivedCents > 0 ? [`kwijtgescholden ${euro(waivedCents)}`] : []),
  ];
  return parts.length === 0 ? [] : [`  hoofdsom ${euro(principalCents)}, ${parts.join(', ')}`];
}

function coveredDebts(debts: readonly Debt[], ids: readonly string[]): string {
  return ids
    .map((id) => debts.find((debt) => debt.id === id)?.description ?? 'een schuld die niet te zien is')
    .join(', ');
}

function listed(label: string, lines: readonly string[] | null): string[] {
  if (lines === null) return block(label, ['niet geleverd']);
  return block(label, lines.length === 0 ? ['geen'] : lines);
}

function wrapped(label: string, texts: readonly string[] | undefined): string[] {
  if (texts === undefined) return field(label, ['niet geleverd']);
  return field(label, texts.length === 0 ? ['geen'] : texts);
}
