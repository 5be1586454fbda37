import type { ConstArgumentNode } from 'graphql';

/** A field with its arguments, as some `@requires` asks it. */
export interface RequiredField {
  field: string;
  arguments: readonly ConstArgumentNode[];
}

/** What a field needs of another that takes arguments: where, by field names from the entity, and under which name. */
export interface Need {
  path: string;
  name: string;
}

/** Fields with arguments that `@requires` asks, each under a name of its own in the planner's schema. */
export interface Requirements {
  byName: ReadonlyMap<string, RequiredField>;
  /** By subgraph and coordinate of the field that has the `@requires`: `stock Thing.promise`. */
  needs: ReadonlyMap<string, readonly Need[]>;
}
