import type { LogEntry } from '../../../gateway/audit/record/log-record.ts';
import type { Release } from '../../../gateway/audit/release.ts';
import { clientIds } from '../../enforcement/whole-graph/anyones-records.ts';

/** A client's name in the log of these tests. */
export function logNameOf(clientId: string): string {
  return `log${clientIds.indexOf(clientId)}`;
}

/** A line about access, with the client instead of the pseudonym and the coordinates instead of their digest. */
export interface RecordedLine extends LogEntry {
  client: string | null;
  oin: string | null;
  coordinates: readonly string[];
}

/** What was given to the gate: the request's own line, those of a run that was not released, those of the run that was. */
export interface Recorded {
  request: LogEntry;
  withheld: readonly RecordedLine[];
  lines: readonly RecordedLine[];
  release: Release;
}

/** @param before the releases that were refused before this one */
export function readRelease(release: Release, before: readonly Release[]): Recorded {
  const [request, ...all] = release.entries;
  if (!request) throw new Error('a release without the line of its request');
  // Each refused run had one line for its request too, which is not recorded again.
  const own = before.map(({ entries }) => entries.length - 1);
  const count = own.at(-1) ?? 0;
  const sets = new Map(release.fieldSets.map(({ digest, coordinates }) => [digest, coordinates]));
  const lines = all.map((entry): RecordedLine => {
    const coordinates = entry.fields === null ? [] : sets.get(entry.fields);
    if (!coordinates) throw new Error('a line names a set of fields that is not given');
    const client = clientIds.find((id) => logNameOf(id) === entry.subject) ?? null;
    return { ...entry, client, oin: entry.organisation, coordinates };
  });
  return { request, withheld: lines.slice(0, count), lines: lines.slice(count), release };
}
