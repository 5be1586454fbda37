import type { LogBasis, LogRecord } from '../record/log-record.ts';
import { csvCell } from './csv-cell.ts';
import type { RecordRow } from './record-batches.ts';

type Cell = string | number | null;

/** The columns: name and value, in the order of the file. */
const columns: Readonly<Record<string, (record: LogRecord, hash: string) => Cell>> = {
  at: ({ at }) => moment(at),
  writer: ({ writer }) => writer,
  seq: ({ seq }) => seq,
  hash: (_, hash) => hash,
  v: ({ v }) => v,
  kind: ({ kind }) => kind,
  name: ({ name }) => name,
  status: ({ status }) => status,
  start: ({ start }) => moment(start),
  end: ({ end }) => moment(end),
  trace: ({ trace }) => trace,
  span: ({ span }) => span,
  parent: ({ parent }) => parent,
  fsc: ({ fsc }) => fsc,
  actor_organisation: ({ actor }) => actor.organisation,
  actor_role: ({ actor }) => actor.role,
  actor_subject: ({ actor }) => actor.subject,
  actor_team: ({ actor }) => actor.team,
  activity: ({ activity }) => activity,
  register: ({ register }) => register,
  organisation: ({ organisation }) => organisation,
  source: ({ source }) => source,
  subject: ({ subject }) => subject,
  released: ({ released }) => released.join(' '),
  denied: ({ denied }) => denied.map(({ categories, reason }) => `${categories.join(' ')}: ${reason}`).join('; '),
  basis: ({ basis }) => basis.map(basisText).join('; '),
  consent: ({ basis }) =>
    basis.flatMap(({ consent }) => (consent ? [`${consent.id} ${consent.version}`] : [])).join('; '),
  emergency: ({ basis }) => basis.flatMap(({ emergency }) => emergency ?? []).join('; '),
  document: ({ document }) => document,
  fields: ({ fields }) => fields,
};

/** The first line: the names of the columns. */
export const csvHeader = Object.keys(columns).join(',');

const values = Object.values(columns);

/** A record of the log as a line of CSV, without the end of the line. Source: RFC 4180. Times are RFC 3339, in UTC. */
export function csvRow({ content, hash }: RecordRow): string {
  return values.map((cellOf) => field(cellOf(content, hash))).join(',');
}

function basisText({ categories, basis, article }: LogBasis): string {
  return `${categories.join(' ')}: ${[basis, article].filter((part) => part !== null).join(', ')}`;
}

function field(value: Cell): string {
  return typeof value === 'string' ? csvCell(value) : String(value ?? '');
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
