import { expect, test } from 'vitest';
import { readArguments } from '../../bench/arguments.ts';
import { cpuRatio, type Figures } from '../../bench/load/measure-gateways.ts';
import { coreTargets } from '../../bench/parts/core.ts';
import { drawSvg } from '../../bench/report/draw-svg.ts';
import { median, percentile } from '../../bench/report/percentile.ts';
import { slope } from '../../bench/report/slope.ts';
import { tableLines } from '../../bench/report/table.ts';
import { subgraphAddresses, withAddresses } from '../../bench/supergraph-addresses.ts';

const figuresOf = (gateway: string, roundsCpuMs: number[]): Figures => ({
  gateway,
  connections: 16,
  cpuMs: median(roundsCpuMs),
  roundsCpuMs,
  perSecond: 100,
  p50Ms: 10,
  p99Ms: 25,
  rssBytes: 1e8,
});

test('percentiles are values that were measured', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([0.5, 0.99, 1].map((part) => percentile(hundred, part))).toEqual([50, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
  expect(median([3, 1, 2])).toBe(2);
});

test('what rises steadily has its rise as slope, what is flat none', () => {
  expect(slope([10, 12, 14, 16])).toBeCloseTo(2);
  expect(slope([5, 5, 5])).toBe(0);
});

test('gateways are compared round by round, so that a slow round counts for both', () => {
  const figures = [figuresOf('stock', [5, 50, 5]), figuresOf('ours-plain', [1, 10, 1])];
  expect(cpuRatio(figures, 'stock', 'ours-plain')).toBe(5);
});

test('a target is met or not, and unknown where a gateway was not measured', () => {
  const targets = coreTargets([figuresOf('hand-written', [1]), figuresOf('ours-plain', [1.8])]);
  const ofPlain = targets.find(({ what }) => what.startsWith('ours-plain, of hand-written'));
  expect(ofPlain).toMatchObject({ found: '1.80 ×', isMet: false });
  expect(targets.find(({ what }) => what.startsWith('ours-full, of'))?.isMet).toBeNull();
});

test('a chart is drawn as bars by their values, with its words as text', () => {
  const svg = drawSvg([
    {
      title: 'A < B',
      unit: 'ms',
      bars: [
        { label: 'stock', value: 4 },
        { label: 'ours', value: 1 },
      ],
    },
  ]);
  const widths = [...svg.matchAll(/<rect x="\d+" y="\d+" width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect(widths[0]).toBe((widths[1] ?? 0) * 4);
  expect(svg).toContain('A &lt; B');
});

test('columns of a table are as wide as what stands in them', () => {
  expect(
    tableLines([
      ['name', 'ms'],
      ['hand', '1.25'],
    ]),
  ).toEqual(['name     ms', 'hand   1.25']);
});

test('every subgraph of a supergraph is put at its name below one address', () => {
  const sdl = 'enum join__Graph { A @join__graph(name: "a", url: "http://a.invalid/") }';
  expect(subgraphAddresses(withAddresses(sdl, 'http://127.0.0.1:1'))).toEqual([
    { name: 'a', url: 'http://127.0.0.1:1/a' },
  ]);
});

test.each([
  [['--only', 'speed'], '--only: expected one of core'],
  [['--requests', '0'], '--requests: expected a whole number'],
  [['--minutes', 'x'], '--minutes: expected a number'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused with what was expected', (args, message) => {
  expect(readArguments(args)).toMatchObject({ wrong: expect.stringContaining(message) });
});
