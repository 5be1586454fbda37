import type { Batch } from './compose-batch.ts';
import type { Statement } from './log-connection.ts';

/** A client whose facts are no longer those that were relied upon. */
export interface ChangedRow {
  client_id: string;
}

// One statement is one transaction and one way to the database and back. The facts are held first, until it is committed: who
// changes them comes before, and then nothing is added, or after. JSON text has no raw newline, so lines are joined with one.
const text = `
  with changed as materialized (
    select client_id from casework.gateway_hold_facts(
      array(select value from jsonb_array_elements_text($1::jsonb) with ordinality as asked (value, place) order by place),
      array(select value::bigint from jsonb_array_elements_text($2::jsonb) with ordinality as relied (value, place)
        order by place)
    ) as changed (client_id)
  ), new_sets as (
    insert into audit.field_sets (digest, coordinates)
    select digest, string_to_array(coordinates, ' ')
    from rows from (string_to_table($3, e'\\n'), string_to_table($4, e'\\n')) as given (digest, coordinates)
    where not exists (select from changed)
    on conflict do nothing
  ), added as (
    insert into audit.records (at, writer, seq, hash, content)
    select to_timestamp($5::float8 / 1000), $6::uuid, $7::bigint + place, decode(hash, 'hex'), content::jsonb
    from rows from (string_to_table($8, e'\\n'), string_to_table($9, e'\\n')) with ordinality as given (hash, content, place)
    where not exists (select from changed)
  )
  select distinct client_id from changed`;

/** Records a batch, if all that is relied upon is still so. Its rows are the clients of whom something is not; then nothing is. */
export function batchStatement({ waiting, before, after, hashes, texts, fieldSets }: Batch): Statement {
  // Of one client all rely on the same version: see `screenWaiting`.
  const relied = new Map(waiting.flatMap(({ release }) => [...release.relied]));
  return {
    name: 'record-batch',
    text,
    values: [
      JSON.stringify([...relied.keys()]),
      JSON.stringify([...relied.values()]),
      fieldSets.map(({ digest }) => digest).join('\n'),
      fieldSets.map(({ coordinates }) => coordinates.join(' ')).join('\n'),
      after.at,
      before.writer,
      before.seq,
      hashes.join('\n'),
      texts.join('\n'),
    ],
  };
}
