import { isObject, type Json, type JsonObject } from '../plan/json.ts';
import type { SelectedField, SelectedValue } from '../plan/selection.ts';
import type { Path } from './problems.ts';
import { typenameOf } from './read-outcome.ts';

/** A place where nothing was delivered, from the object that was asked for. */
export interface MissingPlace {
  path: Path;
  field: SelectedField;
}

/**
 * What of these fields is not there. An object that another subgraph brought in part, as it does with a shareable type, is
 * looked into: what it lacks is missing, not the object.
 */
export function* missingBelow(
  object: JsonObject,
  fields: readonly SelectedField[],
  above: Path = [],
): Generator<MissingPlace> {
  for (const field of fields) {
    const value = object[field.name];
    const path = [...above, field.name];
    if (value === undefined) yield { path, field };
    else yield* missingIn(value, field.value, path);
  }
}

function* missingIn(value: Json, selected: SelectedValue, path: Path): Generator<MissingPlace> {
  if (selected.kind === 'object' && isObject(value)) {
    const fields = selected.selection.fieldsOf(typenameOf(value)) ?? [];
    yield* missingBelow(
      value,
      fields.filter(({ value: { kind } }) => kind !== 'typename'),
      path,
    );
  } else if (selected.kind === 'list' && Array.isArray(value)) {
    for (const [index, element] of value.entries()) yield* missingIn(element, selected.item, [...path, index]);
  }
}
