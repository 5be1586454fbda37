import type { Dossier } from './dossiers.ts';
import { day, dutch, euro } from './dutch.ts';
import { field, heading } from './layout.ts';
import { printDossier } from './print-dossier.ts';
import { printOverview } from './print-overview.ts';
import { printCjib, printHousing, printInsurance, printWmo, printWorkAndIncome } from './print-own-fields.ts';
import type { ClientView, ClientViewAnswer } from './view.ts';

type Errors = NonNullable<ClientViewAnswer['errors']>;

/** A role's dossiers in the view, and the role's name in the graph. */
const parts = {
  workAndIncome: { title: 'WERK & INKOMEN', role: 'WORK_AND_INCOME' },
  wmo: { title: 'WMO', role: 'WMO' },
  housing: { title: 'WONEN', role: 'HOUSING' },
  insurance: { title: 'ZORGVERZEKERING', role: 'INSURER' },
  cjib: { title: 'CJIB', role: 'CJIB' },
} as const;

/** The client view for a person to read, in Dutch. */
export function printView(client: ClientView, errors: Errors): string {
  function part<D extends Dossier>(name: keyof typeof parts, dossiers: D[] | null, own: (dossier: D) => string[]) {
    const failures = notDelivered(client, errors, name);
    const none = dossiers?.length === 0 && failures.length === 0 ? field('', ['geen dossier']) : [];
    return [
      ...heading(parts[name].title),
      ...field('NIET GELEVERD', failures),
      ...none,
      ...(dossiers ?? []).flatMap((dossier) => [...printDossier(dossier), ...own(dossier)]),
    ];
  }
  return [
    ...printClient(client),
    ...part('workAndIncome', client.workAndIncome, printWorkAndIncome),
    ...part('wmo', client.wmo, printWmo),
    ...part('housing', client.housing, printHousing),
    ...part('insurance', client.insurance, printInsurance),
    ...part('cjib', client.cjib, printCjib),
    ...printOverview(client.overview),
  ].join('\n');
}

/** Why a role's part is not there: the overview's words, else what the gateway answered. */
function notDelivered(client: ClientView, errors: Errors, name: keyof typeof parts): string[] {
  const told = client.overview.missing.filter(({ role }) => role === parts[name].role);
  if (told.length > 0) return told.map(({ description }) => description);
  const answered = errors.filter(({ path }) => path?.[1] === name);
  if (answered.length > 0) return answered.map(({ message, extensions }) => `${message} [${extensions?.code ?? '?'}]`);
  return client[name] === null ? ['zonder opgave van reden'] : [];
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
      (running.debtsElsewhere ?? []).map(
        ({ description, creditors, amountCents }) => `${description} (${creditors} schuldeisers): ${euro(amountCents)}`,
      ),
    ),
  ];
}

function nameAndBirth({ name, birthDate }: Pick<ClientView, 'name' | 'birthDate'>): string {
  return [name?.full ?? 'naam niet geleverd', ...(birthDate === null ? [] : [`geboren ${day(birthDate)}`])].join(', ');
}
