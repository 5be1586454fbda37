import { gatewayRole } from './gateway-views.ts';

/** Words before a Dutch family name (tussenvoegsels), in lower case and without apostrophes. */
const prefixes =
  'van|de|der|den|het|ten|ter|te|op|in|aan|bij|onder|over|uit|voor|la|le|du|des|da|do|dos|di|el|al|von|vom|zu|zum|zur|t|s|d';

/** What is told of clients who are like someone, at most. */
const maxAlike = 500;

/**
 * Which clients have a family name or an address like someone's: so that the gateway can find who looked at the own family, and
 * reads no client's name for it. Case, diacritics, prefixes and the order of double names make no difference.
 */
export const likenessStatements: readonly string[] = [
  // NFKD takes letters apart from their accents; what has none to take off is written out.
  `create function plain_letters(written text) returns text language sql immutable strict parallel safe
    set search_path = pg_catalog, pg_temp as $$
    select replace(replace(replace(replace(
      translate(regexp_replace(lower(normalize(written, NFKD)), '[\\u0300-\\u036f]', '', 'g'), 'øłđðı', 'olddi'),
      'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th')
  $$`,
  `create function family_names(written text) returns text[] language sql immutable strict parallel safe
    set search_path = casework, pg_catalog, pg_temp as $$
    select coalesce(array_agg(distinct name), '{}') from (
      select regexp_replace(
        regexp_replace(regexp_replace(part, '[^a-z]+', ' ', 'g'), '^ *((${prefixes}) +)*', ''), ' ', '', 'g') as name
      from regexp_split_to_table(plain_letters(written), ' *[-/‐‑–] *') as part
    ) as parts where name <> ''
  $$`,
  `create function plain_postcode(written text) returns text language sql immutable strict parallel safe
    set search_path = pg_catalog, pg_temp as $$ select upper(regexp_replace(written, '[^0-9A-Za-z]', '', 'g')) $$`,
  `create index clients_by_family_name on clients using gin (family_names(family))`,
  `create index client_addresses_by_postcode on client_addresses (plain_postcode(postcode))`,
  // An addition that one of the two does not have, or writes otherwise, may still be the same house: a person looks.
  `create function gateway_clients_like(family text, postcode text, house_number text)
    returns table (client_id text, by_name boolean, by_address boolean)
    language sql stable security definer set search_path = casework, pg_catalog, pg_temp as $$
    select id, bool_or(named), bool_or(not named) from (
      (select id, true as named from clients where family_names(clients.family) && family_names($1) limit ${maxAlike})
      union all
      (select known.client_id, false from client_addresses as known
        where plain_postcode(known.postcode) = plain_postcode($2)
          and substring(known.house_number from '[0-9]+') = substring($3 from '[0-9]+')
          and (plain_postcode(known.house_number) = plain_postcode($3)
            or known.house_number ~ '^[^0-9]*[0-9]+[^0-9A-Za-z]*$' or $3 ~ '^[^0-9]*[0-9]+[^0-9A-Za-z]*$')
        limit ${maxAlike})
    ) as alike group by id order by id limit ${maxAlike}
  $$`,
  `revoke all on function gateway_clients_like(text, text, text) from public`,
  `grant execute on function gateway_clients_like(text, text, text) to ${gatewayRole}`,
];
