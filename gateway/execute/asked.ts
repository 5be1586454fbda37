import type { FetchStep } from '../plan/compile-fetch.ts';
import type { JsonObject } from '../plan/json.ts';
import { entitiesAt } from './entities.ts';
import type { Execution } from './execution.ts';

/** One entity that a fetch asks more of, at all the places where it stands. */
export interface Asked {
  representation: JsonObject;
  /** Its client id, when it is a client. */
  subject: string | null;
  entities: readonly JsonObject[];
}

/** What a fetch of entities asks: each representation once, however often its entity stands in the answer. */
export function collectAsked(
  execution: Execution,
  step: FetchStep,
  entities: NonNullable<FetchStep['entities']>,
): Asked[] {
  const asked = new Map<string, Asked & { entities: JsonObject[] }>();
  for (const entity of entitiesAt(execution.data, step.path)) {
    const representation = entities.extract(entity);
    if (!representation || isNameless(execution, representation)) continue;
    entities.rewrite?.(representation);
    const key = keyOf(representation);
    const known = asked.get(key);
    if (known) known.entities.push(entity);
    else asked.set(key, { representation, subject: subjectOf(execution, representation), entities: [entity] });
  }
  return [...asked.values()];
}

// The same text for the same representation: its values alone, where they are all texts, since the names come in one order.
function keyOf(representation: JsonObject): string {
  let key = '';
  for (const name in representation) {
    const value = representation[name];
    if (typeof value !== 'string') return JSON.stringify(representation);
    key += `${value.length} ${value}`;
  }
  return key;
}

// A client without an id cannot be decided on, so nobody is asked.
function isNameless({ services: { rules } }: Execution, representation: JsonObject): boolean {
  return (
    rules.isEnforced && representation.__typename === rules.type && typeof representation[rules.field] !== 'string'
  );
}

function subjectOf({ services }: Execution, representation: JsonObject): string | null {
  const id = representation[services.rules.field];
  return representation.__typename === services.rules.type && typeof id === 'string' ? id : null;
}

/** The same representation with the organisation's own name in place of the client id. */
export function underPseudonym(execution: Execution, representation: JsonObject, pseudonym: string): JsonObject {
  return { ...representation, [execution.services.rules.field]: pseudonym };
}
