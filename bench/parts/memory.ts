import { clientAfterClient } from '../load/bodies.ts';
import { sendRequests } from '../load/send-requests.ts';
import type { Part, Target } from '../part.ts';
import { slope } from '../report/slope.ts';

const tenths = 10;

/** Between two looks at it. */
const requests = 100;

/** RSS may rise by this part of itself a minute, after the first fifth of ten minutes or more, and still be called flat. */
const flat = 0.005;

/** Our whole gateway at work without end: what it holds in memory. */
export const memory: Part = {
  gateways: ['ours-full'],
  async run({ extent: { minutes }, gateways, say }) {
    const [gateway] = gateways('ours-full');
    if (!gateway) throw new Error('ours-full does not run');
    const nextBody = clientAfterClient();
    // RSS goes up and down with each collection of garbage: looked at now and then, it would seem to rise or fall by chance.
    const ofTenths: number[][] = [];
    const labels: string[] = [];
    for (let tenth = 1; tenth <= tenths; tenth += 1) {
      const megabytes: number[] = [];
      const end = performance.now() + (minutes / tenths) * 60_000;
      while (performance.now() < end) {
        await sendRequests({ target: gateway.target, connections: 4, requests, nextBody });
        megabytes.push((await gateway.process.usage()).rssBytes / 1e6);
      }
      ofTenths.push(megabytes);
      labels.push(((tenth * minutes) / tenths).toFixed(1));
      say(`${labels.at(-1)} minutes, RSS ${least(megabytes)} to ${most(megabytes)} MB`);
    }
    const settled = ofTenths.slice(tenths / 5).flat();
    const minutesSettled = (minutes * 4) / 5;
    const rise = (slope(settled) * settled.length) / minutesSettled;
    const answered = ofTenths.flat().length * requests;
    return {
      title: `RSS of ours-full over ${minutes} minutes, ${answered} client views, four at once`,
      table: [
        ['minutes', ...labels],
        ['least MB', ...ofTenths.map(least)],
        ['most MB', ...ofTenths.map(most)],
      ],
      notes: [`After the first fifth it ${way(rise)} by ${Math.abs(rise).toFixed(1)} MB a minute.`],
      targets: [memoryTarget(minutes, rise / (settled.reduce((sum, value) => sum + value, 0) / settled.length))],
      charts: [
        {
          title: 'RSS of ours-full at the most, by minutes',
          unit: 'MB',
          bars: ofTenths.map((values, index) => ({ label: labels[index] ?? '', value: Math.max(...values) })),
        },
      ],
      figures: { minutes, answered, megabytes: ofTenths, riseMegabytesAMinute: rise },
    };
  },
};

function memoryTarget(minutes: number, rise: number): Target {
  return {
    what: 'ours-full, RSS over 10 minutes',
    found:
      minutes < 10
        ? 'not watched so long: --minutes 10'
        : `${way(rise)} by ${Math.abs(rise * 100).toFixed(2)} % a minute`,
    wanted: `rises by at most ${flat * 100} % a minute`,
    isMet: minutes < 10 ? null : rise <= flat,
  };
}

function least(megabytes: readonly number[]): string {
  return Math.min(...megabytes).toFixed(0);
}

function most(megabytes: readonly number[]): string {
  return Math.max(...megabytes).toFixed(0);
}

function way(rise: number): string {
  return rise < 0 ? 'falls' : 'rises';
}
