import pg from 'pg';
import { expect } from 'vitest';
import type { World } from '../support/world.ts';

const partners = ['work_and_income', 'wmo', 'housing', 'insurer', 'cjib'] as const;

/** By table, what it holds as a digest. */
export type Stores = Readonly<Record<string, string>>;

export async function connectOwner(world: Pick<World, 'databaseUrl'>): Promise<pg.Client> {
  const owner = new pg.Client(world.databaseUrl);
  await owner.connect();
  return owner;
}

/** All that partners and casework keep, whatever the table. */
export async function readStores(owner: pg.Client): Promise<Stores> {
  const schemas = ['casework', ...partners];
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any ($1) order by 1`,
    [schemas],
  );
  const digests = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(row::text, E'\\n' order by row::text)), '') as held
       from ${name} as row`,
  );
  const { rows } = await owner.query<{ name: string; held: string }>(digests.join(' union all '));
  return Object.fromEntries(rows.map(({ name, held }) => [name, held]));
}

/** Of what the partners keep alone. */
export function ofPartners(stores: Stores): Stores {
  return Object.fromEntries(Object.entries(stores).filter(([name]) => !name.startsWith('casework.')));
}

/** Of all but the records by which casework knows that it asked: those of a request that an organisation rejected too. */
export function butAsked(stores: Stores): Stores {
  const asked = ['requests', 'request_states', 'outbox', 'delivery_attempts', 'acts', 'known_contacts'].map(
    (table) => `casework.${table}`,
  );
  return Object.fromEntries(Object.entries(stores).filter(([name]) => !asked.includes(name)));
}

/** A freeze as its organisation keeps it. */
export interface KeptFreeze {
  id: string;
  oin: string;
  status: string;
  version: number;
  until: string;
}

/** The freezes that casework asked for, in the stores of the partners themselves. */
export async function keptFreezes(owner: pg.Client): Promise<KeptFreeze[]> {
  const each = partners.map(
    (schema) =>
      `select id, oin, status, version, until_date::text as until from ${schema}.debt_freezes where requested is not null`,
  );
  const { rows } = await owner.query<KeptFreeze>(`${each.join(' union all ')} order by oin, id`);
  return rows;
}

/** Expects that casework says of each request what its organisation's own store says, and that no request is anywhere twice. */
export async function expectAgreement(owner: pg.Client): Promise<void> {
  const kept = await keptFreezes(owner);
  const { rows: known } = await owner.query<{ id: string; oin: string; status: string; version: number }>(
    `select request.id::text, request.oin, state.status, state.version
     from casework.requests request join casework.request_states state on state.request_id = request.id
     where request.kind = 'DEBT_FREEZE' order by request.oin, request.id`,
  );
  expect(known).toEqual(kept.map(({ id, oin, status, version }) => ({ id, oin, status, version })));
}
