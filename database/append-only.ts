/** The function that refuses; made once, before the first table that uses it. */
export const refuseChange = `create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '% may not be changed', tg_table_name using errcode = 'restrict_violation';
  end $$`;

/**
 * Makes a table append-only for everyone, its owner too. `enable always`: also in a session that replays a replica, in which
 * triggers do not fire by default.
 */
export const appendOnly = (table: string): readonly string[] => [
  `create trigger append_only before update or delete on ${table} for each row execute function refuse_change()`,
  `create trigger never_truncated before truncate on ${table} execute function refuse_change()`,
  `alter table ${table} enable always trigger append_only`,
  `alter table ${table} enable always trigger never_truncated`,
];
