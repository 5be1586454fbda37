import { csvCell } from '../../export/csv-cell.ts';
import type { AccessReport } from './access-report.ts';
import { dutchTime } from './dutch-time.ts';
import type { ReportLine } from './report-line.ts';

const columns: readonly [heading: string, cell: (line: ReportLine) => string][] = [
  ['Wanneer', ({ at }) => dutchTime.stamp(at)],
  ['Wat', ({ what }) => what],
  ['Functie', ({ recipient }) => recipient.role],
  ['Team', ({ recipient }) => recipient.team ?? ''],
  ['Werkt bij', ({ recipient }) => recipient.organisation.name ?? recipient.organisation.oin],
  ['Gegevens van', ({ organisation }) => organisation?.name ?? organisation?.oin ?? ''],
  ['Soort gegevens', ({ categories }) => categories.join('; ')],
  ['Doel', ({ purpose }) => purpose ?? ''],
  ['Grondslag', ({ bases }) => unique(bases.map(({ basis }) => basis))],
  ['Artikel', ({ bases }) => unique(bases.map(({ article }) => article ?? ''))],
  ['Toestemming', ({ bases }) => unique(bases.map(({ consentId }) => consentId ?? ''))],
  ['Noodtoegang', ({ bases }) => unique(bases.map(({ emergencyAccessId }) => emergencyAccessId ?? ''))],
  ['Waarom niet', ({ reasons }) => reasons.join('; ')],
];

/** All lines of a report, those of what was denied last. Source: RFC 4180. Times are those of the Netherlands. */
export function reportCsv({ lines, denied }: AccessReport): string {
  const rows = [
    columns.map(([heading]) => heading),
    ...[...lines, ...denied].map((line) => columns.map(([, cell]) => cell(line))),
  ];
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function unique(values: readonly string[]): string {
  return [...new Set(values)].filter((value) => value !== '').join('; ');
}
