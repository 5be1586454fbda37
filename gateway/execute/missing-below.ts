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
  isObjectType: (name: Json) => boolean,
  above: Path = [],
): Generator<MissingPlace> {
  for (const field of fields) {
    const value = object[field.name];
    const path = [...above, field.name];
    // A subgraph with @interfaceObject knows only the interface's name: the concrete one is missing.
    const isNameless = field.value.kind === 'typename' && value !== undefined && !isObjectType(value);
    if (value === undefined || isNameless) yield { path, field };
    else yield* missingIn(value, field.value, isObjectType, path);
  }
}

function* missingIn(
  value: Json,
  selected: SelectedValue,
  isObjectType: (name: Json) => boolean,
  path: Path,
): Generator<MissingPlace> {
  if (selected.kind === 'object' && isObject(value)) {
    const fields = selected.selection.fieldsOfNamed(typenameOf(value));
    yield* missingBelow(
      value,
      fields.filter(({ value: { kind } }) => kind !== 'typename'),
      isObjectType,
      path,
    );
  } else if (selected.kind === 'list' && Array.isArray(value)) {
    for (const [index, element] of value.entries())
      yield* missingIn(element, selected.item, isObjectType, [...path, index]);
  }
}
