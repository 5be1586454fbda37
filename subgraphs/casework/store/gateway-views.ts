/** The database role of the gateway: it reads these views and nothing else. */
export const gatewayRole = 'kl_gateway';

/** The channel that carries the id of a client about whom a fact changed. */
export const factsChannel = 'korte_lijnen_facts';

const views = {
  gateway_case_relations: 'select id, client_id, team_id, valid_from, valid_until from case_relations',
  // To accept help or to lift secrecy is no basis for handing over data. `state` is the last event: whether the time of one
  // that was given is over, the reader decides by its own clock.
  gateway_consents: `
    select consent.id, latest.version, consent.client_id, latest.event as state, consent.source_role, consent.source_oin,
      consent.recipient_oin, consent.activity_id, consent.categories, consent.valid_from, consent.valid_until
    from consents as consent
    cross join lateral (
      select version, event from consent_events where consent_id = consent.id order by version desc limit 1
    ) as latest
    where consent.kind = 'processing'`,
  gateway_emergency_accesses: `
    select access.id, client_id, actor_subject, categories, opened_at, expires_at, closed_at
    from emergency_accesses as access left join emergency_closings as closing on closing.access_id = access.id`,
  gateway_emergency_queue: `
    select count(*)::integer as unreviewed from emergency_accesses as access
    where not exists (select from emergency_reviews where access_id = access.id)`,
};

/** All views for the gateway, that of the links too. */
export const gatewayViews: readonly string[] = ['gateway_links', 'gateway_facts_versions', ...Object.keys(views)];

/** A function that tells of the client that a row is about; `client` is SQL over the row. */
const tell = (name: string, client: string) => `create function ${name}() returns trigger language plpgsql as $$
  begin
    perform pg_notify('${factsChannel}', ${client});
    return null;
  end $$`;

const clientOf = (parent: string, key: string) =>
  `(select client_id from casework.${parent} where id = coalesce(new.${key}, old.${key}))`;

const told = {
  links: 'tell_of_client',
  case_relations: 'tell_of_client',
  consents: 'tell_of_client',
  consent_events: 'tell_of_consent',
  emergency_accesses: 'tell_of_client',
  emergency_closings: 'tell_of_emergency',
};

/** What the gateway decides upon, and the word to it when that changes, sent when the change is committed. */
export const gatewayStatements: readonly string[] = [
  ...Object.entries(views).flatMap(([name, query]) => [
    `create view ${name} as ${query}`,
    `grant select on ${name} to ${gatewayRole}`,
  ]),
  tell('tell_of_client', 'coalesce(new.client_id, old.client_id)'),
  tell('tell_of_consent', clientOf('consents', 'consent_id')),
  tell('tell_of_emergency', clientOf('emergency_accesses', 'access_id')),
  ...Object.entries(told).map(
    ([table, name]) =>
      `create trigger tell_gateway after insert or update or delete on ${table} for each row execute function ${name}()`,
  ),
];
