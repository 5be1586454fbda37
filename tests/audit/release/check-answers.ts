import { subjectPseudonyms } from '../../../gateway/audit/record/subject-pseudonym.ts';
import { casebook } from '../../../subgraphs/casebook/people.ts';
import { testAuditSecret } from '../../support/audit-settings.ts';
import type { CommittedRecord, FactChange } from '../../support/fact-history.ts';
import { oinOf } from '../../support/world.ts';
import type { TracedAnswer } from './gated-world.ts';
import { Standing, unfounded } from './standing.ts';

const pseudonymOf = subjectPseudonyms(testAuditSecret);
const clients = new Map(casebook.flatMap(({ people }) => people).map(({ id }) => [pseudonymOf(id), id]));

/** A field of someone that an answer shows. */
interface Shown {
  client: string;
  /** Whose data: the organisation of the dossier, else the wijkteam's own. */
  oin: string;
  coordinate: string;
}

/** What this answer shows of whom; its query asks `__typename` everywhere, and `id` of clients. No aliases. */
export function shownBy(data: unknown, about: { client: string; oin: string } | null = null): Shown[] {
  if (Array.isArray(data)) return data.flatMap((element) => shownBy(element, about));
  if (typeof data !== 'object' || data === null) return [];
  const { __typename: typename, ...fields } = data as Record<string, unknown>;
  const within = aboutWhom(String(typename), fields, about);
  return Object.entries(fields).flatMap(([name, value]) => {
    // That there is nothing no organisation told.
    if (value === null || (Array.isArray(value) && value.length === 0)) return [];
    const below = shownBy(value, within);
    return within ? [{ ...within, coordinate: `${typename}.${name}` }, ...below] : below;
  });
}

function aboutWhom(typename: string, fields: Record<string, unknown>, about: { client: string; oin: string } | null) {
  if (typename === 'Client') return { client: String(fields.id), oin: oinOf('casework') };
  const { oin } = (fields.organisation ?? {}) as { oin?: string };
  return about && typename.endsWith('Dossier') && oin !== undefined ? { ...about, oin } : about;
}

/** What of an answer is not recorded: the request, or something that it shows of someone. */
export function unrecorded(answer: TracedAnswer, records: readonly CommittedRecord[]): string[] {
  if (!answer.data) return [];
  const faults: string[] = [];
  if (records.filter(({ kind }) => kind === 'request').length !== 1) faults.push('not one record of the request');
  for (const { client, oin, coordinate } of shownBy(answer.data)) {
    const isNamed = records.some(
      ({ subject, organisation, released, coordinates }) =>
        released.length > 0 &&
        coordinates.includes(coordinate) &&
        clients.get(subject ?? '') === client &&
        // A dossier is a field of the client; an organisation's name the wijkteam's own may have given.
        (coordinate.startsWith('Client.') || [oin, oinOf('casework'), null].includes(organisation)),
    );
    if (!isNamed) faults.push(`${coordinate} of ${oin}`);
  }
  return faults;
}

/** What of the records was no longer so, or not yet, when they were committed. */
export function withoutFacts(records: readonly CommittedRecord[], changes: readonly FactChange[]): string[] {
  return records.flatMap((record) => {
    const client = clients.get(record.subject ?? '');
    if (record.kind !== 'access' || record.released.length === 0 || client === undefined) return [];
    const faults = unfounded(record, client, new Standing(changes, record.committed));
    return faults.map((fault) => `${record.source} ${record.released.join()}: ${fault}`);
  });
}
