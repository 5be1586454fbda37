import type pg from 'pg';
import type { LogMonth } from './past-term.ts';

/**
 * Forgets by what people who asked could be recognised (see `actor-directory.ts`), once nothing that they asked is in the log any
 * more, and what was replaced before these months ended. Inside the transaction that drops the months. AVG art. 5(1)(e).
 */
export async function forgetActors(client: pg.ClientBase, months: readonly LogMonth[]): Promise<void> {
  const ends = months.map(({ end }) => end);
  await client.query(
    `delete from audit.actors as known where seen_at < to_timestamp($1::float8 / 1000) and (
       not exists (select from audit.records where content -> 'actor' ->> 'subject' = known.subject)
       or exists (select from audit.actors as later where later.subject = known.subject
         and later.seen_at > known.seen_at and later.seen_at < to_timestamp($1::float8 / 1000))
     )`,
    [Math.max(...ends)],
  );
}
