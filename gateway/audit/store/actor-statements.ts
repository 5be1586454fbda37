/**
 * What those who ask can be recognised by, for the pattern of the own name and address: no client's. A row more when something
 * changed; the gateway changes none. Not beyond its owner's reach, as the log is: what nobody needs any more can be deleted.
 */
export const actorStatements: readonly string[] = [
  `create table actors (
    subject text not null,
    family_name text,
    postcode text,
    house_number text,
    seen_at timestamptz not null,
    primary key (subject, seen_at)
  )`,
  // Acts are few, and are looked for by themselves.
  `create index records_of_acts on records (at) where content ->> 'kind' = 'act'`,
];
