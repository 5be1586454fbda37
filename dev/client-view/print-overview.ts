import { day, dutch, euro } from './dutch.ts';
import { block, field, heading, table } from './layout.ts';
import type { Overview, Totals } from './view.ts';

/** Totals, what is frozen and what is not, deadlines, conflicts, and what is missing. */
export function printOverview(overview: Overview): string[] {
  const { frozen, unfrozenDebts, deadlines, conflicts, missing } = overview;
  return [
    ...heading('OVERZICHT'),
    ...totalsTable(overview).map((line) => `  ${line}`),
    '',
    ...field('Per maand', [perMonth(overview)]),
    ...(overview.elsewhereCents > 0
      ? field('Elders', [`${euro(overview.elsewhereCents)} bij schuldeisers die niet meedoen`])
      : []),
    '',
    ...lines(
      'Bevroren',
      frozen.map(({ debt, until }) => [
        debt.partner.name,
        debt.description,
        euro(debt.outstandingCents),
        `tot ${day(until)}`,
      ]),
      [2],
    ),
    ...lines(
      'Niet gedekt',
      unfrozenDebts.map((debt) => [
        debt.partner.name,
        debt.description,
        euro(debt.outstandingCents),
        dutch(debt.stage),
      ]),
      [2],
    ),
    ...withoutSettlement(unfrozenDebts),
    ...lines(
      'Termijnen',
      deadlines.map(({ date, description }) => [day(date), description]),
      [0],
    ),
    ...texts(
      'Tegenstrijdig',
      conflicts.map(({ description }) => description),
    ),
    ...texts(
      'Ontbreekt',
      missing.map(({ description }) => description),
    ),
  ];
}

function totalsTable({ totals, perPartner, perKind }: Overview): string[] {
  const header = [
    '',
    'schulden',
    'hoofdsom',
    'verhoging',
    'betaald',
    'openstaand',
    'bevroren',
    'in regeling',
    'niet gedekt',
  ];
  const rows = [
    header,
    ...perPartner.map(({ partner, totals: part }) => amounts(partner.name, part)),
    ...perKind.map(({ kind, totals: part }) => amounts(`· ${dutch(kind)}`, part)),
    amounts('TOTAAL', totals),
  ];
  return table(rows, [1, 2, 3, 4, 5, 6, 7, 8]);
}

function amounts(name: string, totals: Totals): string[] {
  const cents = [
    totals.principalCents,
    totals.surchargesCents,
    totals.paidCents,
    totals.outstandingCents,
    totals.frozenCents,
    totals.inArrangementCents,
    totals.uncoveredCents,
  ];
  return [name, String(totals.debts), ...cents.map((amount) => euro(amount).replace('€ ', ''))];
}

function perMonth({ arrangementsPerMonthCents, repaymentCapacityCents, capacityLeftCents }: Overview): string {
  const running = `${euro(arrangementsPerMonthCents)} aan regelingen`;
  if (repaymentCapacityCents === null) return `${running}; de afloscapaciteit is niet bekend`;
  const left = capacityLeftCents ?? 0;
  const rest = left < 0 ? `${euro(-left)} te veel` : `${euro(left)} over`;
  return `${running}, afloscapaciteit ${euro(repaymentCapacityCents)}: ${rest}`;
}

function withoutSettlement(debts: Overview['unfrozenDebts']): string[] {
  const reasons = debts.flatMap(({ description, cannotBeSettledBecause: reason }) =>
    reason === null ? [] : [`${description}: ${reason}`],
  );
  return reasons.length === 0 ? [] : [...field('Niet te regelen', reasons), ''];
}

function lines(label: string, rows: readonly (readonly string[])[], right: readonly number[]): string[] {
  return [...block(label, rows.length === 0 ? ['niets'] : table(rows, right)), ''];
}

function texts(label: string, found: readonly string[]): string[] {
  return [...field(label, found.length === 0 ? ['niets'] : found), ''];
}
