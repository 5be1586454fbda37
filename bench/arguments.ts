import { parseArgs } from 'node:util';
import { type GatewayName, gatewayNames } from './start-gateways.ts';

/** The parts of a run, in their order. */
export const partNames = ['core'] as const;

export type PartName = (typeof partNames)[number];

/** What a run is asked to do. */
export interface BenchArguments {
  parts: readonly PartName[];
  /** A round, gateway and number of connections. */
  requests: number;
  rounds: number;
  /** Before anything is measured, a gateway. */
  warmUp: number;
  /** The gateway of which a CPU profile is written; null: none. */
  profile: GatewayName | null;
  /** Where the figures go. */
  json: string;
  /** Does a target that is not met make the run fail? */
  strict: boolean;
}

export const usage = `npm run bench [-- OPTIONS]
npm run bench -- stages [--requests N] [--json]

Measures the gateway beside others before the same canned subgraphs, in one run: what a client view costs. Prints a table.

  --only PARTS      of ${partNames.join(', ')}; several with commas between (default: all)
  --requests N      a round, gateway and number of connections (default: 400)
  --rounds N        each gateway in turn, the median of them counts (default: 5)
  --quick           few requests: does it run at all? Its figures say nothing
  --profile NAME    writes a CPU profile of this gateway while it is measured, to .data/bench/NAME.cpuprofile, to be opened in
                    Chrome's or VS Code's profiler; of ${gatewayNames.join(', ')}. No other is measured then
  --json FILE       where the figures go (default: .data/bench/figures.json)
  --strict          end with 1 when a target is not met
  --help            this text

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

function read(args: string[]): BenchArguments | { help: true } {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: partNames.join(',') },
      requests: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'string' },
      json: { type: 'string', default: '.data/bench/figures.json' },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return { help: true };
  const { quick, json, strict } = values;
  return {
    parts: values.only.split(',').map((name) => oneOf('only', name, partNames)),
    requests: count('requests', values.requests, quick ? 16 : 400),
    rounds: count('rounds', values.rounds, quick ? 1 : 5),
    warmUp: quick ? 16 : 1_500,
    profile: values.profile === undefined ? null : oneOf('profile', values.profile, gatewayNames),
    json,
    strict,
  };
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
