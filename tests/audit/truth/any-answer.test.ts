import fc from 'fast-check';
import { type GraphQLSchema, printSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Release } from '../../../gateway/audit/release.ts';
import { loadRegister } from '../../../gateway/consent/load-register.ts';
import { createFederationGateway } from '../../../gateway/federation-gateway.ts';
import type { PartnerCaller } from '../../../gateway/partners/partner-call.ts';
import { loadSupergraph } from '../../../gateway/plan/load-supergraph.ts';
import { anyDecisions, anyQuery, composeWholeGraph } from '../../enforcement/whole-graph/any-request.ts';
import { clientIds, organisations } from '../../enforcement/whole-graph/anyones-records.ts';
import type { Decisions } from '../../enforcement/whole-graph/decisions.ts';
import { answerFromOneDatabase, type Expected } from '../../enforcement/whole-graph/one-database.ts';
import { OrganisationsInMemory } from '../../enforcement/whole-graph/organisations-in-memory.ts';
import { ask, startServer } from '../../support/federation.ts';
import { askedByOperation } from './asked-by-operation.ts';
import { untold, valueFaults } from './check-answer.ts';
import { untrue } from './check-lines.ts';
import { logNameOf, type RecordedLine, readRelease } from './recorded.ts';
import { recordedAccessOf } from './recorded-decisions.ts';

// More runs: TRUTH_RUNS=2000.
const numRuns = Number(process.env.TRUTH_RUNS ?? 80);
// A failure is made smaller only in a short run: of many it would take as long as they have.
const bounds = { numRuns, endOnFailure: numRuns > 200, interruptAfterTimeLimit: Math.max(20_000, numRuns * 400) };
const timeout = bounds.interruptAfterTimeLimit + 40_000;

let schema: GraphQLSchema;
let apiText: string;
let partners: OrganisationsInMemory;
let server: Awaited<ReturnType<typeof startServer>>;

/** What happens to one request. */
let decisions: Decisions;
/** What is decided from the moment that the first run is to be released; null: nothing changes. */
let changed: Decisions | null;
let failing: ReadonlySet<string>;
let releases: Release[];
/** The calls of runs that were not released. */
let callsBefore: number;

function decideBy(decided: Decisions): void {
  decisions = decided;
  partners.people = decided.people;
}

beforeAll(async () => {
  const sdl = composeWholeGraph();
  schema = loadSupergraph(sdl).apiSchema;
  apiText = printSchema(schema);
  partners = new OrganisationsInMemory();
  const caller: PartnerCaller = {
    call: async (call) => {
      const outcome = await partners.call(call);
      return failing.has(call.organisation.oin) ? { kind: 'failed', code: 'PARTNER_UNAVAILABLE' } : outcome;
    },
    close: async () => {},
  };
  const release = async (asked: Release) => {
    releases.push(asked);
    if (!changed) return { released: true } as const;
    decideBy(changed);
    changed = null;
    callsBefore = partners.calls.length;
    return { released: false, changed: [...asked.relied.keys()] } as const;
  };
  const audit = {
    release,
    append: async () => {},
    pseudonymOf: logNameOf,
    register: loadRegister('schema/processing-register.yaml'),
  };
  const access = () => recordedAccessOf(decisions);
  server = await startServer(createFederationGateway({ supergraph: { sdl }, organisations, access, caller, audit }));
});

afterAll(() => server.stop());

interface Given {
  id: string;
  yes: boolean;
  no: boolean;
  first: Decisions;
  later: Decisions | null;
}

const anyGiven: fc.Arbitrary<Given> = fc.record({
  id: fc.constantFrom(...clientIds),
  yes: fc.integer({ min: 0, max: 3 }).map((number) => number > 0),
  no: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
  first: anyDecisions,
  later: fc.option(anyDecisions, { freq: 4 }),
});

/** The clients who are found at some place, or named. */
function foundIn({ persons, shown }: Expected): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { sources } of shown) for (const { subject } of sources) if (subject !== null) found.set(subject, []);
  for (const [path, id] of persons) {
    const names = (JSON.parse(path) as (string | number)[]).filter((step) => typeof step === 'string');
    found.set(id, [...(found.get(id) ?? []), names.join('.')]);
  }
  return found;
}

async function answerTo(query: string, { id, yes, no, first, later }: Given, fail: readonly string[] = []) {
  decideBy(first);
  changed = later;
  failing = new Set(fail);
  releases = [];
  callsBefore = 0;
  partners.calls.length = 0;
  const variables = { id, ...(/\$yes: Boolean/.test(query) ? { yes, no } : {}) };
  const operation = { query, variables };
  const answer = await ask(server, operation);
  const expected = await answerFromOneDatabase(schema, decisions, operation);
  const last = releases.at(-1);
  const recorded = last && readRelease(last, releases.slice(0, -1));
  const happened = {
    decisions,
    calls: partners.calls.slice(callsBefore),
    found: foundIn(expected),
    named: new Set([...expected.named.values()].map(({ client, oin }) => `${client} ${oin}`)),
    asked: askedByOperation(schema, query, { yes: true, no: false, ...variables }),
  };
  return { answer, expected, recorded, happened };
}

test(
  'the lines of a release tell what the answer shows, denies and asked, and nothing else',
  async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(anyQuery(apiText), anyGiven, async (query, given) => {
        const { answer, expected, recorded, happened } = await answerTo(query, given);
        expect(answer.data).toEqual(expected.data);
        if (!recorded) {
          expect(partners.calls).toEqual([]);
          return;
        }
        expect(untold(answer, expected, recorded, happened.decisions)).toEqual([]);
        expect(untrue(recorded, happened)).toEqual([]);
        shown += recorded.release.relied.size;
      }),
      bounds,
    );
    expect(shown).toBeGreaterThan(numRuns / 2);
  },
  timeout,
);

test(
  'so they do when organisations fail: who was asked is told, and what failed is not said to be shown',
  async () => {
    const anyFailing = fc.subarray(organisations.slice(1).map(({ oin }) => oin));
    await fc.assert(
      fc.asyncProperty(anyQuery(apiText), anyGiven, anyFailing, async (query, given, fail) => {
        const { answer, recorded, happened } = await answerTo(query, given, fail);
        if (!recorded) return;
        expect(valueFaults(answer, recorded)).toEqual([]);
        expect(untrue(recorded, happened)).toEqual([]);
        const failed = recorded.lines.filter(({ oin }) => fail.includes(oin ?? ''));
        // What the wijkteam keeps of an organisation is shown also when that one fails.
        const kept = ({ client, oin }: RecordedLine) => happened.named.has(`${client} ${oin}`);
        expect(failed.filter((line) => line.released.length > 0 && !kept(line))).toEqual([]);
        expect(failed.filter((line) => line.status !== 'Error' && line.denied.length === 0 && !kept(line))).toEqual([]);
      }),
      { ...bounds, numRuns: Math.ceil(numRuns / 2) },
    );
  },
  timeout,
);
