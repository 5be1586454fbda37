import { day, dutch, euro } from './dutch.ts';
import { field, heading } from './layout.ts';
import { printDossier } from './print-dossier.ts';
import { printOverview } from './print-overview.ts';
import { printCjib, printHousing, printInsurance, printWmo, printWorkAndIncome } from './print-own-fields.ts';
import type { ClientView, ClientViewAnswer, Dossier } from './view.ts';

/** The client view for a person to read, in Dutch. */
export function printView(client: ClientView, errors: NonNullable<ClientViewAnswer['errors']>): string {
  const notDelivered = (name: keyof ClientView) =>
    errors
      .filter(({ path }) => path?.[1] === name)
      .map(({ message, extensions }) => `${message} [${extensions?.code ?? '?'}]`);
  function part<D extends Dossier>(
    title: string,
    name: keyof ClientView,
    dossiers: D[] | null,
    own: (dossier: D) => string[],
  ) {
    const failures = notDelivered(name);
    const none = dossiers?.length === 0 && failures.length === 0 ? field('', ['geen dossier']) : [];
    return [
      ...heading(title),
      ...field('NIET GELEVERD', failures.length === 0 && dossiers === null ? ['zonder opgave van reden'] : failures),
      ...none,
      ...(dossiers ?? []).flatMap((dossier) => [...printDossier(dossier), ...own(dossier)]),
    ];
  }
  return [
    ...printClient(client),
    ...part('WERK & INKOMEN', 'workAndIncome', client.workAndIncome, printWorkAndIncome),
    ...part('WMO', 'wmo', client.wmo, printWmo),
    ...part('WONEN', 'housing', client.housing, printHousing),
    ...part('ZORGVERZEKERING', 'insurance', client.insurance, printInsurance),
    ...part('CJIB', 'cjib', client.cjib, printCjib),
    ...printOverview(client.overview),
  ].join('\n');
}

function printClient(client: ClientView): string[] {
  const { case: running, household } = client;
  return [
    ...heading(nameAndBirth(client), '═'),
    ...field(
      'Huishouden',
      household === null ? ['niet geleverd'] : [household.map(nameAndBirth).join('; ') || 'alleen'],
    ),
    ...(running === null ? [] : printCase(running)),
  ];
}

function printCase(running: NonNullable<ClientView['case']>): string[] {
  const { team, repaymentCapacityCents: capacity } = running;
  return [
    ...field('Casus', [
      `${dutch(running.status)}, sinds ${day(running.openedOn)}, ${team.name} (${team.municipality})`,
    ]),
    ...field('Hulpvraag', [running.summary]),
    ...field('Afloscapaciteit', [capacity === null ? 'niet bekend' : `${euro(capacity)} per maand`]),
    ...field(
      'Schulden elders',
      running.debtsElsewhere.map(
        ({ description, creditors, amountCents }) => `${description} (${creditors} schuldeisers): ${euro(amountCents)}`,
      ),
    ),
  ];
}

function nameAndBirth({ name, birthDate }: Pick<ClientView, 'name' | 'birthDate'>): string {
  return [name?.full ?? 'naam niet geleverd', ...(birthDate === null ? [] : [`geboren ${day(birthDate)}`])].join(', ');
}
