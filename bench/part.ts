import type { BenchProcess } from './children/start-bench-process.ts';
import type { GatewayName } from './gateway-names.ts';
import type { MeasuredGateway } from './load/measure-gateways.ts';

/** How much is measured. */
export interface Extent {
  /** A round, gateway and number of connections. */
  requests: number;
  rounds: number;
  /** Requests to a gateway before anything is measured. */
  warmUp: number;
  /** How many different documents are sent. */
  documents: number;
  /** How long memory is watched. */
  minutes: number;
}

/** What a part is run with. */
export interface PartContext {
  extent: Extent;
  /** The shared subgraphs; a part that slows them down undoes it. */
  canned: BenchProcess;
  /** Those of these names that run, in this order. */
  gateways(...names: readonly GatewayName[]): MeasuredGateway[];
  /** What a part starts for itself goes here. */
  started: AsyncDisposableStack;
  /** The gateway of which a CPU profile is wanted; null: none. */
  profile: GatewayName | null;
  say(line: string): void;
}

/** One thing that was to be reached. */
export interface Target {
  what: string;
  /** What was found, for a person to read: `1.52 ×`. */
  found: string;
  /** What it should be: `at most 1.7 ×`. */
  wanted: string;
  /** Null: this run cannot tell. */
  isMet: boolean | null;
}

/** Bars of one chart; each as long as its value. */
export interface Chart {
  title: string;
  unit: string;
  bars: readonly { label: string; value: number }[];
}

/** What one part found. */
export interface PartResult {
  title: string;
  /** A table, the first row its head. */
  table: readonly (readonly string[])[];
  /** What else a reader has to know. */
  notes: readonly string[];
  targets: readonly Target[];
  charts: readonly Chart[];
  /** For programs. */
  figures: object;
}

/** A part of a run: some gateways under one kind of load. */
export interface Part {
  /** Those of the shared gateways that it measures. */
  gateways: readonly GatewayName[];
  run(context: PartContext): Promise<PartResult>;
}

/** A target that is a ratio of so much at the most. */
export function atMost(what: string, ratio: number, limit: number): Target {
  return { what, ...found(ratio), wanted: `at most ${limit} ×`, isMet: isKnown(ratio) ? ratio <= limit : null };
}

/** A target that is a ratio of so much at the least. */
export function atLeast(what: string, ratio: number, limit: number): Target {
  return { what, ...found(ratio), wanted: `at least ${limit} ×`, isMet: isKnown(ratio) ? ratio >= limit : null };
}

function found(ratio: number): Pick<Target, 'found'> {
  return { found: isKnown(ratio) ? `${ratio.toFixed(2)} ×` : 'not measured' };
}

// Of a gateway that was not measured there is no ratio.
function isKnown(ratio: number): boolean {
  return Number.isFinite(ratio);
}
