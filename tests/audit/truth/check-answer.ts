import { caseworkOin, clientIds, organisations, taggedValues } from '../../enforcement/whole-graph/anyones-records.ts';
import { type Decisions, isAllowed } from '../../enforcement/whole-graph/decisions.ts';
import type { Expected, ShownField } from '../../enforcement/whole-graph/one-database.ts';
import { neededBy } from '../../enforcement/whole-graph/policies-as-written.ts';
import type { Answer } from '../../support/federation.ts';
import type { Recorded, RecordedLine } from './recorded.ts';
import { reasonOf, versionOf } from './recorded-decisions.ts';

type Path = readonly (string | number)[];

/** What stands in an answer and not in the lines of its release, in words; none: nothing. */
export function untold(answer: Answer, expected: Expected, recorded: Recorded, decisions: Decisions): string[] {
  return [
    ...expected.shown
      .filter(({ path }) => valueAt(answer.data, path) !== null)
      .flatMap((shown) => shown.sources.flatMap((source) => fieldFaults(shown, source, recorded, decisions))),
    ...[...expected.persons]
      .filter(([path]) => valueAt(answer.data, JSON.parse(path)) !== null)
      .flatMap(([, client]) => personFaults(client, recorded)),
    ...valueFaults(answer, recorded),
    ...refusalFaults(answer, expected, recorded, decisions),
  ];
}

/** The lines of one client at one organisation, or of nobody's there. */
export function linesOf({ lines }: Pick<Recorded, 'lines'>, client: string | null, oin: string): RecordedLine[] {
  return lines.filter((line) => line.client === client && line.oin === oin);
}

function fieldFaults(
  { type, field, path }: ShownField,
  { subject, oin }: ShownField['sources'][number],
  recorded: Recorded,
  decisions: Decisions,
): string[] {
  // Of what is about nobody, what leads to persons needs their categories, and is told by their lines.
  const needed = neededBy(type, field).filter(
    (category) => subject !== null || isAllowed(decisions, null, oin, category),
  );
  if (needed.length === 0) return [];
  // Who an organisation is, the wijkteam's own subgraph may tell as well: about the client, or about nobody.
  const isName = needed.every((category) => category === 'organisation');
  const lines = isName
    ? [subject, null].flatMap((who) => [oin, caseworkOin].flatMap((source) => linesOf(recorded, who, source)))
    : linesOf(recorded, subject, oin);
  const told = lines.some(
    ({ coordinates, released }) =>
      coordinates.includes(`${type}.${field}`) && needed.every((category) => released.includes(category)),
  );
  return told ? [] : [`${path.join('.')}: ${type}.${field} of ${subject} from ${oin} (${needed}) is in no line`];
}

function personFaults(client: string, recorded: Recorded): string[] {
  const lines = linesOf(recorded, client, caseworkOin);
  if (!lines.some(({ released }) => released.length > 0)) return [`${client} is shown, and in no line`];
  return recorded.release.relied.get(client) === versionOf(client) ? [] : [`${client} is shown, and not relied upon`];
}

/** What the values say of themselves: whose they are and of which organisation. Holds also where parts of the answer are missing. */
export function valueFaults({ text }: Answer, recorded: Recorded): string[] {
  const values = taggedValues(text).filter(({ type }) => type !== 'Partner');
  const faults = values.flatMap(({ type, field, subject, oin }) => {
    const needed = neededBy(type, field).filter((category) => category !== 'organisation');
    if (needed.length === 0) return [];
    const told = linesOf(recorded, subject, oin).some(
      ({ coordinates, released }) =>
        coordinates.includes(`${type}.${field}`) &&
        (subject === null || needed.every((category) => released.includes(category))),
    );
    return told ? [] : [`${type}.${field} of ${subject} from ${oin} is shown, and in no line`];
  });
  const named = clientIds.filter((id) => JSON.stringify(JSON.parse(text).data).includes(`"${id}"`));
  const shown = new Set([...named, ...values.flatMap(({ subject }) => (subject === null ? [] : [subject]))]);
  const unrelied = [...shown].filter((id) => recorded.release.relied.get(id) !== versionOf(id));
  return [...faults, ...unrelied.map((id) => `${id} is shown, and not relied upon`)];
}

const faultsOfPartners = ['PARTNER_UNAVAILABLE', 'PARTNER_INVALID_RESPONSE'];

function refusalFaults(
  { errors = [] }: Answer,
  { persons, named }: Expected,
  recorded: Recorded,
  decisions: Decisions,
): string[] {
  return errors.flatMap(({ path = [], extensions }) => {
    const { code, organisation, category } = extensions as Record<string, string>;
    if (faultsOfPartners.includes(code ?? '')) return [];
    const oin = organisations.find(({ name }) => name === organisation)?.oin ?? '';
    // An organisation's own contact persons are about nobody, also where a client's overview names it.
    const told = [...clientsAt({ persons, named }, path), null].some(
      (client) =>
        code === reasonOf(decisions, client, oin, category ?? '') &&
        linesOf(recorded, client, oin).some(({ denied }) =>
          denied.some((denial) => denial.reason === code && denial.categories.includes(category ?? '')),
        ),
    );
    return told ? [] : [`${path.join('.')}: that ${category} is ${code} at ${oin} is in no line`];
  });
}

/** Whom a place of the answer is about: the client at or above it, and whom what stands there names. */
function clientsAt({ persons, named }: Pick<Expected, 'persons' | 'named'>, path: Path): string[] {
  for (let length = path.length; length > 0; length -= 1) {
    const place = JSON.stringify(path.slice(0, length));
    const [client, whom] = [persons.get(place), named.get(place)?.client];
    if (client !== undefined) return [client];
    if (whom != null) return [whom, ...clientsAt({ persons, named }, path.slice(0, length - 1))];
  }
  return [];
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step] ?? null;
  return value ?? null;
}
