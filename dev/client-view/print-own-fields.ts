import { day, dutch, euro, months, period } from './dutch.ts';
import { field } from './layout.ts';
import type { ClientView } from './view.ts';

type DossierOf<Field extends 'workAndIncome' | 'wmo' | 'housing' | 'insurance' | 'cjib'> = NonNullable<
  ClientView[Field]
>[number];

/** Benefits, and whether extra attention is due. */
export function printWorkAndIncome({ benefits, extraAttention }: DossierOf<'workAndIncome'>): string[] {
  const lines = (benefits ?? []).map((benefit) => {
    const reduction = benefit.costSharingReductionCents;
    return [
      `${dutch(benefit.kind)} ${euro(benefit.amountCents)}, sinds ${day(benefit.since)}`,
      ...(reduction > 0 ? [`kostendelersnorm −${euro(reduction)}`] : []),
      ...(benefit.stoppedOn === null
        ? []
        : [`gestopt ${day(benefit.stoppedOn)}: ${benefit.stopReason ?? 'reden onbekend'}`]),
      ...(benefit.restoredOn === null ? [] : [`hersteld ${day(benefit.restoredOn)}`]),
    ].join('; ');
  });
  return [
    ...field('Uitkeringen', lines),
    ...(extraAttention ? field('Let op', ['staat op de lijst voor extra aandacht: eerst bellen']) : []),
  ];
}

/** Provisions and own contribution. */
export function printWmo({ provisions, ownContribution }: DossierOf<'wmo'>): string[] {
  const lines = (provisions ?? []).map(
    ({ kind, provider, from, until }) => `${dutch(kind)} door ${provider}, ${period(from, until)}`,
  );
  const contribution = ownContribution
    ? `${euro(ownContribution.monthlyCents)} per maand${
        ownContribution.waived ? `, vervalt: ${ownContribution.waivedBecause ?? 'reden onbekend'}` : ''
      }`
    : null;
  return [...field('Voorzieningen', lines), ...field('Eigen bijdrage', contribution === null ? [] : [contribution])];
}

/** Tenancy and eviction. */
export function printHousing({ tenancy, eviction }: DossierOf<'housing'>): string[] {
  const lease = tenancy
    ? [
        `${euro(tenancy.rentCents)} per maand, ${period(tenancy.from, tenancy.until)}, ${months(tenancy.monthsInArrears)} achterstand`,
      ]
    : [];
  const procedure = eviction
    ? [
        [
          `${dutch(eviction.stage)}${eviction.date === null ? '' : ` op ${day(eviction.date)}`}`,
          ...eviction.conditions,
        ].join('; '),
      ]
    : [];
  return [...field('Huur', lease), ...field('Ontruiming', procedure)];
}

/** Policy, arrears and the report to the CAK. */
export function printInsurance({
  policy,
  monthsInArrears,
  reportedToCak,
  cakReportDate,
}: DossierOf<'insurance'>): string[] {
  const cover = policy?.additionalCover ? 'aanvullend verzekerd' : 'alleen de basisverzekering';
  const lines = policy ? [`${euro(policy.premiumCents)} per maand, sinds ${day(policy.since)}, ${cover}`] : [];
  const date = cakReportDate === null ? '' : ` (${day(cakReportDate)})`;
  const report = reportedToCak ? `aangemeld bij het CAK${date}` : `niet aangemeld bij het CAK${date}`;
  const arrears = monthsInArrears === null ? [] : [`${months(monthsInArrears)} premie; ${report}`];
  return [...field('Zorgverzekering', lines), ...field('Achterstand', arrears)];
}

/** Fines with their increases, and the stop on collection. */
export function printCjib({ fines, emergencyStop, debts }: DossierOf<'cjib'>): string[] {
  const lines = (fines ?? []).map((fine) => {
    const debt = debts?.find(({ id }) => id === fine.debtId)?.description ?? 'boete';
    const increases = fine.increases.map(
      ({ percentage, amountCents, undone }) =>
        `+${percentage} % ${euro(amountCents)}${undone ? ' (ongedaan gemaakt)' : ''}`,
    );
    return [
      `${debt}: ${[`${euro(fine.originalCents)} op ${day(fine.imposedOn)}`, ...increases].join(', ')}`,
      ...(fine.cannotBeSettledBecause === null ? [] : [`niet te regelen: ${fine.cannotBeSettledBecause}`]),
    ].join('; ');
  });
  const stop = emergencyStop ? [period(emergencyStop.from, emergencyStop.until)] : [];
  return [...field('Boetes', lines), ...field('Noodstop', stop)];
}
