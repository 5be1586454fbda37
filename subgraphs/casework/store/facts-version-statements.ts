import { gatewayRole } from './gateway-views.ts';

/** A function that counts a change of the client that a row is about, and tells of it; `client` is SQL over the row. */
const count = (name: string, client: string) => `create or replace function ${name}() returns trigger
  language plpgsql as $$
  begin
    perform casework.count_facts_change(${client});
    return null;
  end $$`;

const clientOf = (parent: string, key: string) =>
  `(select client_id from casework.${parent} where id = coalesce(new.${key}, old.${key}))`;

/**
 * How often what the gateway decides by has changed, a client. Who writes such a fact changes the client's row; who releases
 * an answer that relied upon it holds the row meanwhile: so one of the two comes first, always.
 */
export const factsVersionStatements: readonly string[] = [
  `create table facts_versions (
    client_id text primary key references clients,
    version bigint not null
  )`,
  `insert into facts_versions select id, 1 from clients`,
  `create function begin_facts_version() returns trigger language plpgsql security definer
    set search_path = casework, pg_temp as $$
  begin
    insert into facts_versions values (new.id, 1);
    return null;
  end $$`,
  `create trigger begin_facts_version after insert on clients for each row execute function begin_facts_version()`,
  `create function count_facts_change(client text) returns void language plpgsql security definer
    set search_path = casework, pg_temp as $$
  begin
    update facts_versions set version = version + 1 where client_id = client;
    perform pg_notify('korte_lijnen_facts', client);
  end $$`,
  count('tell_of_client', 'coalesce(new.client_id, old.client_id)'),
  count('tell_of_consent', clientOf('consents', 'consent_id')),
  count('tell_of_emergency', clientOf('emergency_accesses', 'access_id')),
  `create view gateway_facts_versions as select client_id, version from facts_versions`,
  // Each statement of a volatile function sees what was committed when it began: the second sees what the first waited for.
  `create function gateway_hold_facts(asked text[], relied bigint[]) returns setof text
    language plpgsql volatile security definer set search_path = casework, pg_temp as $$
  begin
    perform from facts_versions where client_id = any (asked) order by client_id for share;
    return query select held.client_id from unnest(asked, relied) as held (client_id, version)
      left join facts_versions as now on now.client_id = held.client_id
      where now.version is distinct from held.version;
  end $$`,
  `revoke all on function gateway_hold_facts(text[], bigint[]) from public`,
  `revoke all on function count_facts_change(text) from public`,
  `grant execute on function count_facts_change(text) to kl_casework`,
  `grant execute on function gateway_hold_facts(text[], bigint[]) to ${gatewayRole}`,
  `grant select on gateway_facts_versions to ${gatewayRole}`,
];
