import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

// RFC 3339, to the millisecond at most: finer than the log is.
const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function parseInstant(value: unknown): Date {
  const instant = new Date(
    typeof value === 'string' && pattern.test(value) && isCalendarDay(value) ? value : Number.NaN,
  );
  if (Number.isNaN(instant.getTime())) throw new GraphQLError('DateTime must be an instant as 2026-11-21T12:00:00Z');
  return instant;
}

// A `Date` would take the 30th of February for the 2nd of March.
function isCalendarDay(text: string): boolean {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
}

/** The scalar `DateTime`: an instant as a `Date`, answered as ISO 8601 in UTC. */
export const dateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value instanceof Date ? value : new Date(Number(value))).toISOString(),
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : null),
});
