import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { Actor } from '../../identity/actor.ts';

/** Keeps what people who ask can be recognised by, for the pattern of the own name and address. */
export interface ActorDirectory {
  /** Someone asks. Costs nothing for who was seen before; what fails is done again when they ask next. */
  seen(actor: Actor): void;
}

const maxKept = 20_000;
const maxAtOnce = 20;

const text = `
  insert into audit.actors (subject, family_name, postcode, house_number, seen_at)
  select $1, $2, $3, $4, clock_timestamp()
  where not exists (
    select from (select * from audit.actors where subject = $1 order by seen_at desc limit 1) as latest
    where (family_name, postcode, house_number) is not distinct from ($2::text, $3::text, $4::text)
  )
  on conflict do nothing`;

/** The directory in `audit.actors`: a row more when something changed, none is ever changed. */
export function actorDirectory(pool: pg.Pool): ActorDirectory {
  const kept = new LRUCache<string, string>({ max: maxKept });
  let underWay = 0;
  return {
    seen({ subject, familyName = null, home }) {
      if (familyName === null && !home) return;
      const values = [subject, familyName, home?.postcode ?? null, home?.houseNumber ?? null];
      const known = JSON.stringify(values);
      if (kept.get(subject) === known || underWay >= maxAtOnce) return;
      kept.set(subject, known);
      underWay += 1;
      pool
        .query(text, values)
        .catch(() => {
          if (kept.get(subject) === known) kept.delete(subject);
        })
        .finally(() => {
          underWay -= 1;
        });
    },
  };
}
