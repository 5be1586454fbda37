import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { canonicalText, chainHash, chainStart } from '../../../gateway/audit/record/canonical-text.ts';
import { fieldSet } from '../../../gateway/audit/record/field-set.ts';
import type { LogActor, LogEntry } from '../../../gateway/audit/record/log-record.ts';
import { subjectPseudonyms } from '../../../gateway/audit/record/subject-pseudonym.ts';
import { oins } from '../../../subgraphs/casebook/people.ts';

/** By which the clients of a log that is built here got their names in it. */
export const logSecret = 'pseudonyms of a log that was made by hand';

export const pseudonymOf = subjectPseudonyms(logSecret);

export const debtAssistance = 'urn:korte-lijnen:activity:debt-assistance';

/** A professional, unless told otherwise. */
export function actor(subject: string, changed: Partial<LogActor> = {}): LogActor {
  return { organisation: oins.casework, role: 'professional', subject, team: 'team-ondiep', ...changed };
}

/** A record to be: what is left out is that of an ordinary look-up at the housing corporation, of nobody in particular. */
export interface BuiltRecord extends Partial<Omit<LogEntry, 'subject' | 'fields'>> {
  /** When it is recorded, ISO 8601; the same as the record before it, or a minute ago. */
  at?: string;
  /** A client id. */
  client?: string | null;
  coordinates?: readonly string[];
}

export interface BuiltLog extends AsyncDisposable {
  /** Adds records to a chain, and gives their numbers. */
  add(...records: readonly BuiltRecord[]): Promise<number[]>;
  writer: string;
  /** As the database's owner. */
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
}

/** Builds a chain in the access log, as the database's owner. */
export async function buildLog(databaseUrl: string): Promise<BuiltLog> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const writer = randomUUID();
  let last = { seq: 0, hash: chainStart, at: Date.now() - 60_000 };
  const sql = async (text: string, values: readonly unknown[] = []) => (await client.query(text, [...values])).rows;
  const addOne = async (record: BuiltRecord): Promise<number> => {
    const at = record.at === undefined ? last.at : Date.parse(record.at);
    const seq = last.seq + 1;
    const set = record.coordinates ? fieldSet(record.coordinates) : null;
    if (set) {
      await sql('insert into audit.field_sets values ($1, $2) on conflict do nothing', [set.digest, set.coordinates]);
    }
    const content = canonicalText(entryOf(record, at, set?.digest ?? null), { writer, seq, at });
    const hash = chainHash(last.hash, content);
    await ensureMonth(client, at);
    await sql(`insert into audit.records values ($1, $2, $3, decode($4, 'hex'), $5)`, [
      new Date(at),
      writer,
      seq,
      hash,
      content,
    ]);
    last = { seq, hash, at };
    return seq;
  };
  return {
    writer,
    sql,
    async add(...records) {
      const numbers: number[] = [];
      for (const record of records) numbers.push(await addOne(record));
      return numbers;
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}

function entryOf(record: BuiltRecord, at: number, fields: string | null): LogEntry {
  const { at: _at, client, coordinates: _coordinates, ...given } = record;
  const released = given.released ?? (given.denied ? [] : ['debts']);
  const basis = {
    article: 'Wgs art. 8 en 8a',
    basis: 'LEGAL_TASK',
    categories: released,
    consent: null,
    emergency: null,
  };
  return {
    activity: debtAssistance,
    actor: actor('someone'),
    basis: released.length === 0 ? [] : [basis],
    denied: [],
    document: null,
    end: at,
    fields,
    fsc: randomUUID(),
    kind: 'access',
    name: 'Query.client',
    organisation: oins.vechtoever,
    parent: null,
    register: '2026-11-01.1',
    released,
    source: 'housing',
    span: randomBytes(8).toString('hex'),
    start: at,
    status: released.length === 0 ? 'Unset' : 'Ok',
    subject: client == null ? null : pseudonymOf(client),
    trace: randomBytes(16).toString('hex'),
    ...given,
  };
}

async function ensureMonth(client: pg.Client, at: number): Promise<void> {
  const first = `${new Date(at).toISOString().slice(0, 7)}-01T00:00:00Z`;
  const next = new Date(first);
  next.setUTCMonth(next.getUTCMonth() + 1);
  const name = `audit.records_${first.slice(0, 4)}_${first.slice(5, 7)}`;
  const range = `from ('${first}') to ('${next.toISOString()}')`;
  await client.query(`create table if not exists ${name} partition of audit.records for values ${range}`);
}
