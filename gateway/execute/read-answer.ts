import { isAbstractType } from 'graphql';
import { bareObject, isObject, type Json, type JsonObject, own } from '../plan/json.ts';
import type { SelectedField, SelectedValue, Selection } from '../plan/selection.ts';
import type { Path } from './problems.ts';

/** What reading an answer needs besides the answer. */
export interface AnswerReading {
  /** Turns the organisation's own name for a client into the client id; undefined for a name that was not asked. */
  clientIdOf(pseudonym: string): string | undefined;
  /**
   * Does a null where none may stand take the object above it along? So it is where several organisations' parts come together:
   * what one of them got wrong must not reach the others.
   */
  propagatesNulls: boolean;
  /** Told of each place that is not what was asked for; null stands there in what is read. */
  violation(path: Path): void;
}

/**
 * Copies what was asked for, and nothing else, out of an organisation's answer, checking each value's type. A null where none
 * may stand is a violation; unless it is propagated here, the shaping of the whole answer decides how far it reaches.
 */
export function readObject(
  selection: Selection,
  source: JsonObject,
  reading: AnswerReading,
  typename?: string,
  path: (string | number)[] = [],
): JsonObject | null {
  const told = own(source, '__typename');
  const fields = selection.fieldsOf(typeof told === 'string' ? told : typename);
  // No object is of an abstract type.
  const isAbstract = told === selection.type.name && isAbstractType(selection.type);
  if (!fields || isAbstract) {
    reading.violation([...path]);
    return null;
  }
  const target = bareObject();
  let whole = true;
  for (const field of fields) whole = readField(field, source, target, reading, path) && whole;
  return whole || !reading.propagatesNulls || path.length === 0 ? target : null;
}

function readField(
  field: SelectedField,
  source: JsonObject,
  target: JsonObject,
  reading: AnswerReading,
  path: (string | number)[],
): boolean {
  const value = own(source, field.source);
  if (value === undefined && field.optional) return true;
  path.push(field.name);
  const read = readValue(field.value, value, reading, path);
  path.pop();
  target[field.name] = read;
  return read !== null || field.value.nullable;
}

function readValue(
  selected: SelectedValue,
  value: Json | undefined,
  reading: AnswerReading,
  path: (string | number)[],
): Json {
  if (value === null && selected.nullable) return null;
  const read = value === null || value === undefined ? undefined : readPresent(selected, value, reading, path);
  if (read === undefined) reading.violation([...path]);
  return read ?? null;
}

// Undefined: the value is not what was asked for. Null: what is below it was not, and that has been told.
function readPresent(
  selected: SelectedValue,
  value: Json,
  reading: AnswerReading,
  path: (string | number)[],
): Json | undefined {
  switch (selected.kind) {
    case 'leaf':
      if (!selected.isValid(value)) return undefined;
      return selected.isId ? String(value) : value;
    case 'typename':
      return typeof value === 'string' ? value : undefined;
    case 'subject':
      return typeof value === 'string' ? reading.clientIdOf(value) : undefined;
    case 'object':
      return isObject(value) ? readObject(selected.selection, value, reading, undefined, path) : undefined;
    case 'list':
      return Array.isArray(value) ? readList(selected.item, value, reading, path) : undefined;
    case 'introspection':
      return undefined;
  }
}

function readList(
  item: SelectedValue,
  values: readonly Json[],
  reading: AnswerReading,
  path: (string | number)[],
): Json[] | null {
  let whole = true;
  const elements = values.map((value, index) => {
    path.push(index);
    const read = readValue(item, value, reading, path);
    path.pop();
    if (read === null && !item.nullable) whole = false;
    return read;
  });
  return whole || !reading.propagatesNulls ? elements : null;
}
