import { type FoundPattern, findingColumns, lookedAt, type PatternRule, type PatternSearch } from './pattern-rule.ts';

interface Alike {
  actor: string;
  client_id: string;
  by_name: boolean;
  by_address: boolean;
}

const maxAlike = 20_000;

// Casework compares, and tells which clients are alike: no client's name is read here.
const alikeText = `
  with active as materialized (
    select actors.* from audit.actors cross join lateral (
      select from audit.records
      where content -> 'actor' ->> 'subject' = actors.subject and at >= $1 and at < $2 limit 1
    ) as one
  )
  select active.subject as actor, client_id, bool_or(by_name) as by_name, bool_or(by_address) as by_address
  from active cross join lateral casework.gateway_clients_like(family_name, postcode, house_number)
  group by active.subject, client_id order by bool_or(by_address) desc, active.subject, client_id limit ${maxAlike}`;

// "offset 0": pair by pair, by the index of whom a record is about.
const text = `
  with looked as materialized (
    select found.* from unnest($3::text[], $4::text[]) as pair (actor, subject)
    cross join lateral (
      select ${lookedAt} from audit.records
      where content ->> 'subject' = pair.subject and content -> 'actor' ->> 'subject' = pair.actor
        and at >= $1 and at < $2 and content ->> 'kind' in ('access', 'act') offset 0
    ) as found
  )
  select ${findingColumns(`count(distinct subject || trace)`)}
  from looked group by actor, team order by count desc, actor, team limit $5`;

async function find(search: PatternSearch, isAlike: (found: Alike) => boolean): Promise<FoundPattern[]> {
  const { from, to, limit, services } = search;
  const alike = await services.log.read<Alike>({ text: alikeText, values: [from, to] });
  const pairs = alike.filter(isAlike);
  if (pairs.length === 0) return [];
  const actors = pairs.map(({ actor }) => actor);
  const subjects = pairs.map(({ client_id }) => services.pseudonymOf(client_id));
  return services.log.read<FoundPattern>({ text, values: [from, to, actors, subjects, limit] });
}

const counted =
  'Geteld: het aantal keren. Wat iemand is, zegt de identiteitsprovider (claims family_name en address); zonder die gegevens vindt deze regel niets.';

export const ownName: PatternRule = {
  kind: 'OWN_NAME_OR_ADDRESS',
  words: `Gegevens opgevraagd van een cliënt met de eigen achternaam (of een deel ervan), zonder te letten op hoofdletters, accenten en
    voorvoegsels. Bij een veelvoorkomende naam zegt dit weinig. ${counted}`,
  find: (search) => find(search, ({ by_name }) => by_name),
};

export const ownAddress: PatternRule = {
  kind: 'OWN_NAME_OR_ADDRESS',
  words: `Gegevens opgevraagd van een cliënt op het eigen adres: dezelfde postcode en hetzelfde huisnummer. Een toevoeging die een van beide
    niet heeft, maakt geen verschil. ${counted}`,
  find: (search) => find(search, ({ by_address }) => by_address),
};
