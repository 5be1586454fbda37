const reference = 'https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/errors';

const hints: Readonly<Record<string, string>> = {
  INVALID_GRAPHQL: 'correct the GraphQL of the role that is named in square brackets',
  INVALID_FIELD_SHARING:
    'two roles define the same field: one of them owns it, the others mark it @external or leave it out',
  FIELD_TYPE_MISMATCH: 'the roles must give the field one and the same type: take the partner contract’s',
  FIELD_ARGUMENT_TYPE_MISMATCH: 'the roles must give the argument one and the same type',
  EXTERNAL_MISSING_ON_BASE: 'no role owns the field any more: the role it came from must define it without @external',
  EXTERNAL_TYPE_MISMATCH: 'the @external field must have the type that its own role gives it',
  EXTERNAL_UNUSED: 'leave the @external field out, or use it in @requires',
  REQUIRES_INVALID_FIELDS: 'what @requires selects must exist, and be @external in the same role',
  KEY_INVALID_FIELDS: 'the fields of @key must exist on the type',
  INTERFACE_FIELD_NO_IMPLEM: 'every type that implements the contract’s interface must have all of its fields',
  MISSING_TRANSITIVE_AUTH_REQUIREMENTS:
    'a field that is computed with @requires needs every category of what it is computed from',
  SATISFIABILITY_ERROR: 'the field cannot be reached from Query: give its type a key that the other roles have too',
  TYPE_KIND_MISMATCH: 'the roles must define the type as the same kind',
};

/** What to do about a composition error with this code, in a sentence. */
export function compositionHint(code: string): string {
  const hint = Object.hasOwn(hints, code) ? hints[code] : undefined;
  return hint ?? `the code is explained at ${reference}`;
}
