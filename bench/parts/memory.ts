import { clientAfterClient } from '../load/bodies.ts';
import { sendRequests } from '../load/send-requests.ts';
import type { Part, Target } from '../part.ts';
import { slope } from '../report/slope.ts';

const tenths = 10;

/** RSS may rise by this part of itself a minute, in the second half of ten minutes or more, and still be called flat. */
const flat = 0.005;

/** Our whole gateway at work without end: what it holds in memory. */
export const memory: Part = {
  gateways: ['ours-full'],
  async run({ extent: { minutes }, gateways, say }) {
    const [gateway] = gateways('ours-full');
    if (!gateway) throw new Error('ours-full does not run');
    const nextBody = clientAfterClient();
    const megabytes: number[] = [];
    let answered = 0;
    for (let tenth = 1; tenth <= tenths; tenth += 1) {
      const end = performance.now() + (minutes / tenths) * 60_000;
      while (performance.now() < end) {
        await sendRequests({ target: gateway.target, connections: 4, requests: 100, nextBody });
        answered += 100;
      }
      megabytes.push((await gateway.process.usage()).rssBytes / 1e6);
      say(`${((tenth * minutes) / tenths).toFixed(1)} minutes, RSS ${megabytes.at(-1)?.toFixed(0)} MB`);
    }
    const rise = (slope(megabytes.slice(tenths / 2)) * tenths) / minutes;
    const labels = megabytes.map((_, index) => (((index + 1) * minutes) / tenths).toFixed(1));
    return {
      title: `RSS of ours-full over ${minutes} minutes, ${answered} client views, four at once`,
      table: [
        ['minutes', ...labels],
        ['RSS MB', ...megabytes.map((value) => value.toFixed(0))],
      ],
      notes: [`In the second half it ${way(rise)} by ${Math.abs(rise).toFixed(1)} MB a minute.`],
      targets: [memoryTarget(minutes, rise / (megabytes.at(-1) ?? 1))],
      charts: [
        {
          title: 'RSS of ours-full, by minutes',
          unit: 'MB',
          bars: megabytes.map((value, index) => ({ label: labels[index] ?? '', value })),
        },
      ],
      figures: { minutes, answered, megabytes, riseMegabytesAMinute: rise },
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

function way(rise: number): string {
  return rise < 0 ? 'falls' : 'rises';
}
