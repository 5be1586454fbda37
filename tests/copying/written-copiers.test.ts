import fc from 'fast-check';
import { buildSchema, Kind, parse, type SelectionSetNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type Copy, compileCopier } from '../../gateway/execute/copy/copiers.ts';
import { type CopyPurpose, writeCopier } from '../../gateway/execute/copy/write-copier.ts';
import { readObject } from '../../gateway/execute/read-answer.ts';
import { shapeAnswer } from '../../gateway/execute/shape-answer.ts';
import { isBare, type Json, type JsonObject } from '../../gateway/plan/json.ts';
import { Selection } from '../../gateway/plan/selection.ts';

const schema = buildSchema(`
  scalar Date
  scalar Anything
  enum Stage { NOTICE COURT }
  interface Party { id: ID! name: String }
  type Person implements Party { id: ID! name: String born: Date! friends: [Person!]! }
  type Office implements Party { id: ID! name: String floors: [[Int!]]! parent: Office }
  union Thing = Person | Office
  type Query {
    me: Person!
    party: Party
    things: [Thing]
    stage: Stage!
    weight: Float
    open: Boolean!
    any: Anything!
    count: Int
    constructor: Int
  }
`);

const document = `{
  __typename me { id name born } party { __typename id name ... on Office { floors } }
  things { ... on Person { __typename id friends { name } } ... on Office { mother: parent { name } floors } }
  stage weight open any count
}`;

function selectionOf(text: string, more: Partial<ConstructorParameters<typeof Selection>[0]> = {}): Selection {
  const [definition] = parse(text).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const set: SelectionSetNode = definition.selectionSet;
  const type = schema.getQueryType();
  if (!type) throw new Error('no root');
  return new Selection({ schema, fragments: new Map(), ...more }, type, [{ set, conditional: false }]);
}

function written(selection: Selection, purpose: CopyPurpose): Copy {
  const found = writeCopier(selection, purpose);
  const copy = found && compileCopier(found);
  if (!copy) throw new Error('nothing was written');
  return copy;
}

const clientIdOf = (pseudonym: string) => (pseudonym.startsWith('p') ? `client of ${pseudonym}` : undefined);

interface Read {
  read: JsonObject | null;
  violations: number;
}

function readSlowly(selection: Selection, source: JsonObject): Read {
  let violations = 0;
  const violation = () => {
    violations += 1;
  };
  const read = readObject(selection, source, { clientIdOf, propagatesNulls: false, violation });
  return { read, violations };
}

// Values of the right kind most of the time: what is as it should be has to be met often, and so has every way of not being so.
const odd = fc.constantFrom<Json | undefined>(null, undefined, 1, 1.5, '', 'x', true, [], {}, [null], 2 ** 40);
const or = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 60, arbitrary: value as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd });
const maybe = <T>(value: fc.Arbitrary<T>) => or(fc.option(value as fc.Arbitrary<unknown>));
const text = fc.string({ maxLength: 3 });
const id = or(fc.oneof(text, fc.integer(), fc.constantFrom('p1', 'p2')));
const date = or(fc.constant('2026-11-22'));
const person = fc.record({
  __typename: or(fc.constant('Person')),
  id,
  name: maybe(text),
  born: date,
  friends: or(fc.array(or(fc.record({ name: maybe(text) })), { maxLength: 2 })),
});
const office = fc.record({
  __typename: or(fc.constant('Office')),
  id,
  name: maybe(text),
  floors: or(fc.array(maybe(fc.array(or(fc.integer({ min: -9, max: 9 })), { maxLength: 2 })), { maxLength: 2 })),
  mother: maybe(fc.record({ name: maybe(text) })),
});
const answer = fc.record({
  __typename: or(fc.constant('Query')),
  me: or(fc.record({ id, name: maybe(text), born: date })),
  party: maybe(fc.oneof(person, office)),
  things: maybe(fc.array(maybe(fc.oneof(person, office)), { maxLength: 2 })),
  stage: or(fc.constantFrom('NOTICE', 'COURT')),
  weight: maybe(fc.double({ noNaN: true })),
  open: or(fc.boolean()),
  any: or(fc.constantFrom<Json>({ a: [1] }, 'text', 3)),
  count: maybe(fc.integer({ min: -5, max: 5 })),
  more: fc.constant('not asked'),
}) as fc.Arbitrary<JsonObject>;

function isBareThroughout(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.every(isBareThroughout);
  if (typeof value !== 'object' || value === null) return true;
  // What a scalar is, is the organisation's.
  return isBare(value) && Object.entries(value).every(([name, below]) => name === 'any' || isBareThroughout(below));
}

describe('code written for a selection', () => {
  it('reads what is as it should be as it is read field by field, and nothing else', () => {
    const selection = selectionOf(document, { subjectField: 'Person.id' });
    const copy = written(selection, 'read');
    let [copied, left] = [0, 0];
    fc.assert(
      fc.property(answer, (source) => {
        const slow = readSlowly(selection, source);
        const fast = copy(source, { clientIdOf });
        if (slow.violations > 0) expect(fast).toBeUndefined();
        if (!fast) {
          left += 1;
          return;
        }
        copied += 1;
        expect(JSON.stringify(fast)).toBe(JSON.stringify(slow.read));
        expect(isBareThroughout(fast)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(copied, left)).toBeGreaterThan(50);
  });

  it('shapes what is as it should be as it is shaped field by field, and leaves all else to that', () => {
    const selection = selectionOf(document);
    const copy = written(selection, 'shape');
    let copied = 0;
    fc.assert(
      fc.property(answer, (source) => {
        const fast = copy(source);
        if (!fast) return;
        copied += 1;
        const slow = shapeAnswer(schema, selectionOf(document), source, {});
        expect(slow.violations).toEqual([]);
        expect(JSON.stringify(fast)).toBe(JSON.stringify(slow.data));
      }),
      { numRuns: 2_000 },
    );
    expect(copied).toBeGreaterThan(50);
  });

  it('takes aliases that every JavaScript object has as names of its own', () => {
    const aliases = new Map([
      ['a0', '__proto__'],
      ['a1', 'constructor'],
    ]);
    const shaped = written(selectionOf('{ a0: count a1: weight }', { aliases }), 'shape')({ a0: 1, a1: 2 });
    expect(JSON.stringify(shaped)).toBe('{"__proto__":1,"constructor":2}');
    expect(isBare(shaped)).toBe(true);
  });

  it.each([
    ['a name that every object has', '{ constructor }', 'read'],
    ['introspection', '{ __schema { types { name } } }', 'shape'],
    ['a condition that is not decided', 'query ($c: Boolean!) { count @skip(if: $c) }', 'read'],
  ] as const)('is not written for %s', (_, text, purpose) => {
    expect(writeCopier(selectionOf(text), purpose)).toBeNull();
  });

  it('is not written without bound', () => {
    const many = Array.from({ length: 4_000 }, (_, index) => `a${index}: party { id name }`).join(' ');
    expect(writeCopier(selectionOf(`{ ${many} }`), 'shape')).toBeNull();
  });
});
