import type { Chart } from '../part.ts';

/** Of a drawing, in its own units. */
const width = 720;
const labelWidth = 150;
const barWidth = 430;
const barHeight = 22;
const titleHeight = 44;

/** Gateways that are not ours are drawn in grey. */
const others = ['hand-written', 'stock', 'hive'];

/** Charts below each other, as an SVG. The longest bar of each is as long as there is room. */
export function drawSvg(charts: readonly Chart[]): string {
  const drawn: string[] = [];
  let top = 0;
  for (const chart of charts) {
    drawn.push(drawChart(chart, top));
    top += titleHeight + chart.bars.length * barHeight + 12;
  }
  const style = 'font-family="sans-serif" font-size="13" fill="#1a1a1a"';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top}" width="${width}" height="${top}" ${style}>
<rect width="${width}" height="${top}" fill="#ffffff"/>
${drawn.join('\n')}
</svg>
`;
}

function drawChart({ title, unit, bars }: Chart, top: number): string {
  const longest = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const rows = bars.map(({ label, value }, index) => {
    const y = top + titleHeight + index * barHeight;
    const length = (Math.max(0, value) / longest) * barWidth;
    const colour = others.includes(label) ? '#8a8f94' : '#0b5c8a';
    const end = labelWidth + length;
    return `<text x="${labelWidth - 8}" y="${y + 15}" text-anchor="end">${escaped(label)}</text>
<rect x="${labelWidth}" y="${y + 3}" width="${length.toFixed(1)}" height="${barHeight - 6}" fill="${colour}"/>
<text x="${(end + 6).toFixed(1)}" y="${y + 15}">${shown(value)} ${escaped(unit)}</text>`;
  });
  return `<text x="16" y="${top + 28}" font-size="15" font-weight="bold">${escaped(title)}</text>\n${rows.join('\n')}`;
}

function shown(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
