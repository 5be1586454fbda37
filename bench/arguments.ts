import { parseArgs } from 'node:util';
import { type GatewayName, gatewayNames } from './gateway-names.ts';
import type { Extent } from './part.ts';

/** The parts of a run, in their order. */
export const partNames = ['core', 'caseload', 'latency', 'large', 'documents', 'memory'] as const;

export type PartName = (typeof partNames)[number];

/** What a run is asked to do. */
export interface BenchArguments {
  parts: readonly PartName[];
  extent: Extent;
  /** The gateway of which a CPU profile is written; null: none. */
  profile: GatewayName | null;
  /** Where the figures go. */
  json: string;
  /** Does a target that is not met make the run fail? */
  strict: boolean;
}

export const usage = `npm run bench [-- OPTIONS]
npm run bench -- stages [--requests N] [--json]

Measures the gateway beside others, before the same canned subgraphs, in one run. Prints tables and which targets are met, and
writes the figures as JSON, and as a drawing (SVG) beside it. docs/bench.md says how to read them.

  --only PARTS      some parts alone, with commas between: ${partNames.join(', ')}
  --requests N      a round, gateway and number of connections (default: 150)
  --rounds N        each gateway in turn, and the median counts (default: 15)
  --documents N     how many distinct documents are sent (default: 3000; the whole measure is 10000)
  --minutes N       how long memory is watched (default: 0.5; the target is about 10)
  --quick           few of everything: does it run? Its figures say nothing
  --profile NAME    measures this gateway alone, and writes a CPU profile of it under the load of core to
                    .data/bench/NAME.cpuprofile, for Chrome's or VS Code's profiler: ${gatewayNames.join(', ')}
  --json FILE       where the figures go (default: .data/bench/figures.json)
  --strict          end with 1 when a target is not met
  --help            this text

Environment: BENCH_HIVE, a directory in which @graphql-hive/gateway-runtime is installed; without it Hive Gateway is left out.
BENCH_DATABASE_URL, an empty database to fill with invented clients, as its owner; without it a PostgreSQL is started.
Ends with 0; with 1 when something failed, 2 for a wrong command line, 130 when it was stopped.

stages: what deciding, signing and recording add to the gateway's CPU, in one process; see its own --help.
`;

/** Reads a command line. `wrong` says what is wrong with it. */
export function readArguments(args: string[]): BenchArguments | { help: true } | { wrong: string } {
  try {
    return read(args);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

const options = {
  only: { type: 'string' },
  requests: { type: 'string' },
  rounds: { type: 'string' },
  documents: { type: 'string' },
  minutes: { type: 'string' },
  quick: { type: 'boolean', default: false },
  profile: { type: 'string' },
  json: { type: 'string', default: '.data/bench/figures.json' },
  strict: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function read(args: string[]): BenchArguments | { help: true } {
  const { values } = parseArgs({ args, options });
  if (values.help) return { help: true };
  const { quick, json, strict } = values;
  const profile = values.profile === undefined ? null : oneOf('profile', values.profile, gatewayNames);
  const usual = profile ? 'core' : partNames.join(',');
  return {
    parts: (values.only ?? usual).split(',').map((name) => oneOf('only', name.trim(), partNames)),
    extent: {
      requests: count('requests', values.requests, quick ? 8 : 150),
      rounds: count('rounds', values.rounds, quick ? 1 : 15),
      // Until then the JIT compiler is at work, most for whoever has most code.
      warmUp: quick ? 8 : 4_000,
      documents: count('documents', values.documents, quick ? 20 : 3_000),
      minutes: minutes(values.minutes, quick ? 0.02 : 0.5),
    },
    profile,
    json,
    strict,
  };
}

function minutes(given: string | undefined, usual: number): number {
  const value = Number(given ?? usual);
  if (value > 0 && value <= 1_440) return value;
  throw new Error(`--minutes: expected a number above 0 and of at most 1440, found "${given}"`);
}

function count(option: string, given: string | undefined, usual: number): number {
  const value = Number(given ?? usual);
  if (Number.isInteger(value) && value > 0 && value <= 1_000_000) return value;
  throw new Error(`--${option}: expected a whole number of 1 or more, found "${given}"`);
}

function oneOf<Name extends string>(option: string, given: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === given);
  if (found) return found;
  throw new Error(`--${option}: expected one of ${names.join(', ')}, found "${given}"`);
}
