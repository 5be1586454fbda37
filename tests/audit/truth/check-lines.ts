import { caseworkOin, clientIds, existenceAt, linked } from '../../enforcement/whole-graph/anyones-records.ts';
import { askedOfEntities } from '../../enforcement/whole-graph/check-calls.ts';
import { type Decisions, isAllowed } from '../../enforcement/whole-graph/decisions.ts';
import type { Received } from '../../enforcement/whole-graph/organisations-in-memory.ts';
import { neededBy } from '../../enforcement/whole-graph/policies-as-written.ts';
import type { AskedFields } from './asked-by-operation.ts';
import { linesOf } from './check-answer.ts';
import type { Recorded, RecordedLine } from './recorded.ts';
import { groundsOf, reasonOf, versionOf } from './recorded-decisions.ts';

/** What happened while an answer was made. */
export interface Happened {
  decisions: Decisions;
  calls: readonly Received[];
  /** The clients who were found, with their places: response names down to them; or who were named, with none. */
  found: ReadonlyMap<string, readonly string[]>;
  /** What was found that says itself whose it is: `client oin`. */
  named: ReadonlySet<string>;
  asked: AskedFields;
}

/** What the lines of a release say that is not so, or do not say of the calls that were made, in words; none: nothing. */
export function untrue(recorded: Recorded, happened: Happened): string[] {
  return [
    ...recorded.lines.flatMap((line) => lineFaults(line, happened)),
    ...calledOf(happened.calls)
      .filter(({ client, oin }) => linesOf(recorded, client, oin).length === 0)
      .map(({ client, oin }) => `${oin} was called about ${client}, and there is no line`),
    ...reliedFaults(recorded),
    ...formFaults(recorded),
  ];
}

function lineFaults(line: RecordedLine, happened: Happened): string[] {
  const { client, oin, released, denied } = line;
  const who = `the line of ${client} at ${oin}`;
  const { decisions } = happened;
  const asked = askedOf(line, happened);
  const wanted = new Set([...asked].flatMap((coordinate) => needs(coordinate)));
  if (isNamed(line, happened)) wanted.add(existenceAt(oin ?? ''));
  const refused = denied.flatMap(({ categories, reason }) => categories.map((category) => ({ category, reason })));
  return [
    ...released
      .filter((category) => !isAllowed(decisions, client, oin ?? '', category))
      .map((category) => `${who} says ${category} was released, which is not allowed`),
    ...released.filter((category) => !wanted.has(category)).map((category) => `${who}: nobody asked ${category}`),
    ...line.coordinates.filter((each) => !asked.has(each)).map((each) => `${who}: nobody asked ${each}`),
    ...refused.filter(({ category }) => released.includes(category)).map(({ category }) => `${who}: ${category} twice`),
    ...refused
      .filter(({ category, reason }) => reason !== reasonOf(decisions, client, oin ?? '', category))
      .map(({ category, reason }) => `${who} says ${category} is ${reason}`),
    ...refused
      .filter(({ category }) => isDecidedOtherwise(decisions, line, category))
      .map(({ category }) => `${who} says ${category} was denied, which is allowed`),
    ...overSaid(line, happened).map((what) => `${who}: ${what} was not asked there`),
    ...(isFounded(line, happened) ? [] : [`${who} is about nothing that happened`]),
    ...groundFaults(line).map((what) => `${who}: ${what}`),
  ];
}

// What names a client stands at no place of that client's. Where the planner forgets a condition (that of a field which is asked
// again without it, for what is fetched further on) what it left out is asked all the same, and that is what is told.
function askedOf(line: RecordedLine, happened: Happened): ReadonlySet<string> {
  const { client, oin } = line;
  const { found, asked, calls } = happened;
  const about = calls.filter((call) => call.oin === oin).flatMap((call) => askedOfEntities(call));
  const fetched = about.filter(({ subject }) => subject === client).flatMap(({ fields }) => fields);
  const named = fetched.map(({ type, field }) => `${type}.${field}`);
  if (client === null || isNamed(line, happened)) return new Set([...asked.all, ...named]);
  const naming = [...asked.all].filter((coordinate) => coordinate.startsWith('Emergency'));
  return new Set([...asked.at(found.get(client) ?? []), ...naming, ...named]);
}

// Before it is known whom the root is about, what is personal is decided by the purpose alone.
function isDecidedOtherwise(decisions: Decisions, { client, oin }: RecordedLine, category: string): boolean {
  const decided = oin === caseworkOin ? ['oversight', 'requests'] : ['oversight', 'requests', 'contact-persons'];
  if (client === null && !decided.includes(category)) return false;
  return isAllowed(decisions, client, oin ?? '', category);
}

/** What is said to be shown, and was not asked of that organisation about that client. */
function overSaid(line: RecordedLine, happened: Happened): string[] {
  const { client, oin, released, coordinates } = line;
  const { calls } = happened;
  // What says itself whose it is, its organisation was not asked for.
  if (oin === caseworkOin || isNamed(line, happened)) return [];
  const about = calls.filter((call) => call.oin === oin).flatMap((call) => askedOfEntities(call));
  const fields = about.filter(({ subject }) => subject === client).flatMap((each) => each.fields);
  const categories = new Set(fields.flatMap(({ type, field }) => neededBy(type, field)));
  const names = new Set(fields.map(({ field }) => field));
  return [
    ...released.filter((category) => !categories.has(category)),
    ...coordinates.filter((coordinate) => !names.has(coordinate.split('.')[1] ?? '')),
  ];
}

// Called, or found in what casework answered, or denied of a client who was found and is known there.
function isFounded(line: RecordedLine, happened: Happened): boolean {
  if (isNamed(line, happened)) return true;
  const { client, oin, released, denied, status } = line;
  const { calls, found, decisions } = happened;
  if (client === null) return calls.some((call) => call.oin === oin) || denied.length > 0;
  if (calledOf(calls).some((call) => call.client === client && call.oin === oin)) return true;
  const isFound = found.has(client);
  if (isFound && oin === caseworkOin) return true;
  const isRefused = released.length === 0 && denied.length > 0 && status === 'Unset';
  return isFound && isRefused && linked(decisions.people, client).includes(oin ?? '');
}

function isNamed({ client, oin }: RecordedLine, { named }: Happened): boolean {
  return named.has(`${client} ${oin}`);
}

function calledOf(calls: readonly Received[]): { client: string; oin: string }[] {
  return calls.flatMap((call) =>
    askedOfEntities(call).flatMap(({ subject }) => (subject == null ? [] : [{ client: subject, oin: call.oin }])),
  );
}

/** Each category stands on one basis, and that is the one by which it was allowed. */
function groundFaults({ client, oin, basis, released }: RecordedLine): string[] {
  const based = basis.flatMap(({ categories, ...ground }) => categories.map((category) => ({ category, ground })));
  if (
    based
      .map(({ category }) => category)
      .sort()
      .join() !== [...released].sort().join()
  )
    return ['bases differ'];
  if (client === null) return [];
  return based.flatMap(({ category, ground }) => {
    const { basis: kind, article, consent, emergencyId: emergency } = groundsOf(client, oin ?? '', category);
    const isSame = JSON.stringify(ground) === JSON.stringify({ article, basis: kind, consent, emergency });
    return isSame ? [] : [`${category} on ${JSON.stringify(ground)}`];
  });
}

function reliedFaults({ lines, release }: Recorded): string[] {
  const shown = lines.filter(({ client, released }) => client !== null && released.length > 0);
  const clients = new Set(shown.flatMap(({ client }) => (client === null ? [] : [client])));
  const ends = shown.flatMap(({ client, oin, released }) =>
    released.flatMap((category) => groundsOf(client ?? '', oin ?? '', category).until ?? []),
  );
  const until = ends.length > 0 ? Math.min(...ends) : null;
  return [
    ...[...clients].filter((id) => release.relied.get(id) !== versionOf(id)).map((id) => `${id} is not relied upon`),
    ...[...release.relied.keys()].filter((id) => !clients.has(id)).map((id) => `${id} is relied upon for nothing`),
    ...(release.until === until ? [] : [`relied upon until ${release.until}, which ends at ${until}`]),
  ];
}

/** Every line is a part of the request's, and says nothing that is not for the log. */
function formFaults({ request, lines, withheld, release }: Recorded): string[] {
  const all = [...withheld, ...lines];
  const spans = [request, ...all].map(({ span }) => span);
  const text = JSON.stringify(release.entries);
  return [
    ...(request.kind === 'request' && request.subject === null ? [] : ['no line of the request']),
    ...(new Set(spans).size === spans.length ? [] : ['two lines are one span']),
    ...all.filter(({ parent, trace }) => parent !== request.span || trace !== request.trace).map(() => 'no part'),
    ...all.filter(({ kind }) => kind !== 'access').map(({ kind }) => `a line of ${kind}`),
    ...clientIds.filter((id) => text.includes(id)).map((id) => `the log has ${id}`),
    ...(/\|/.test(text) ? ['the log has a value'] : []),
    ...withheld
      .filter(({ released, fields }) => released.length > 0 || fields !== null)
      .map(() => 'withheld is released'),
  ];
}

function needs(coordinate: string): readonly string[] {
  const [type = '', field = ''] = coordinate.split('.');
  return neededBy(type, field);
}
