import { type Migrations, runAll } from '../../../../database/migrate.ts';

/**
 * Until when a debt stood frozen on a day, as is known now; null: no freeze ran. One that ended early counts up to the day before,
 * one that lapsed counts if it ever ran: of those that the organisation began itself nothing else is known.
 */
const frozenUntil = `
  create function debt_frozen_until(of_oin text, of_debt text, on_day date) returns date
  language sql stable set search_path from current as $$
    select max(held.until_date)
    from debt_freeze_debts covered
    join debt_freezes held on held.oin = covered.oin and held.id = covered.debt_freeze_id
    where covered.oin = of_oin and covered.debt_id = of_debt
      and on_day between held.from_date and held.until_date
      and case
        when held.status in ('GRANTED', 'ACTIVE') then true
        when held.status = 'LAPSED' then
          not exists (select from request_events event
            where event.oin = held.oin and event.kind = 'DEBT_FREEZE' and event.id = held.id)
          or exists (select from request_events event
            where event.oin = held.oin and event.kind = 'DEBT_FREEZE' and event.id = held.id
              and event.status in ('GRANTED', 'ACTIVE'))
        when held.status in ('ENDED', 'BROKEN') then
          exists (select from request_events event
            where event.oin = held.oin and event.kind = 'DEBT_FREEZE' and event.id = held.id
              and event.status in ('ENDED', 'BROKEN')
              and on_day < (event.at at time zone 'Europe/Amsterdam')::date)
        else false
      end
  $$`;

/** A freeze that is granted at this moment locks the debt, and is waited for. */
const refusal = `
  create function refuse_surcharge_while_frozen() returns trigger
  language plpgsql set search_path from current as $$
  begin
    perform from debts where oin = new.oin and id = new.debt_id for key share;
    if debt_frozen_until(new.oin, new.debt_id, new.added_on) is not null then
      raise exception 'no surcharge is added while a freeze runs'
        using errcode = 'check_violation', constraint = 'no_surcharge_while_frozen', table = 'surcharges';
    end if;
    return null;
  end $$`;

/** After the row: one that is there already, and is not stored again, needs no freeze looked at. */
const triggers = [
  `create trigger no_surcharge_while_frozen after insert on surcharges
     for each row when (new.undone_on is null) execute function refuse_surcharge_while_frozen()`,
  `create trigger no_more_surcharge_while_frozen after update on surcharges
     for each row when (new.undone_on is null
       and (new.amount_cents > old.amount_cents or new.added_on <> old.added_on or old.undone_on is not null))
     execute function refuse_surcharge_while_frozen()`,
];

/** While a freeze runs the organisation adds no surcharge, whoever in the organisation tries; comes after the requests. */
export const surchargeMigrations: Migrations = {
  '0005-surcharges': { up: runAll([frozenUntil, refusal, ...triggers]) },
};
