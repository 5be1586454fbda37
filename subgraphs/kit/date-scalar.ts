import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const pattern = /^\d{4}-\d{2}-\d{2}$/;

/** Is this a date that the calendar has, written as ISO 8601 (`2026-11-21`)? */
export function isCalendarDate(value: unknown): value is string {
  if (typeof value !== 'string' || !pattern.test(value)) return false;
  const midnight = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
}

function calendarDate(value: unknown): string {
  if (isCalendarDate(value)) return value;
  throw new GraphQLError('Date must be a calendar date written as YYYY-MM-DD');
}

/** The scalar `Date`: text in, text out, so that no time zone can move it to another day. */
export const dateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: calendarDate,
  parseValue: calendarDate,
  parseLiteral: (node) => calendarDate(node.kind === Kind.STRING ? node.value : null),
});
