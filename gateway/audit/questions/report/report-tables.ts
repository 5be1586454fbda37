import { dutchTime } from './dutch-time.ts';
import { type Markup, markup } from './markup.ts';
import type { ReportBasis, ReportLine } from './report-line.ts';

type Section = 'shown' | 'denied';

/** The lines as a table a day, newest day first. */
export function dayTables(lines: readonly ReportLine[], section: Section): Markup[] {
  const days = Map.groupBy(lines, ({ at }) => dutchTime.day(at));
  return [...days].map(([day, ofDay]) => dayTable(day, ofDay, section));
}

function dayTable(day: string, lines: readonly ReportLine[], section: Section): Markup {
  return markup`<table>
<caption>${day[0]?.toUpperCase() ?? ''}${day.slice(1)}</caption>
<thead><tr><th scope="col">Tijd</th><th scope="col">Wie</th><th scope="col">Gegevens van</th><th scope="col">Wat</th>
<th scope="col">Waarom</th><th scope="col">${section === 'shown' ? 'Waarom mag dat?' : 'Waarom niet?'}</th></tr></thead>
<tbody>
${lines.map((line) => row(line, section))}</tbody>
</table>
`;
}

function row(line: ReportLine, section: Section): Markup {
  return markup`<tr><th scope="row">${dutchTime.time(line.at)}</th><td>${who(line)}</td>
<td>${line.organisation?.name ?? line.organisation?.oin ?? '–'}</td><td>${what(line)}</td>
<td>${line.purpose ?? 'Er is geen doel genoemd.'}</td>
<td>${section === 'shown' ? bases(line.bases) : sentence(line.reasons.join('; '))}</td></tr>
`;
}

function who({ recipient }: ReportLine): Markup {
  const { role, team, organisation } = recipient;
  const place = organisation.name ?? organisation.oin;
  return markup`${sentence(role, '')}${team === null ? '' : markup` van ${team}`}, ${place}`;
}

function what({ what: done, categories }: ReportLine): Markup {
  if (categories.length === 0) return markup`${sentence(done)}`;
  return markup`${sentence(done, ':')} ${categories.join('; ')}.`;
}

function bases(all: readonly ReportBasis[]): Markup {
  if (all.length === 0) return markup`–`;
  const words = all.map(({ basis, article, consentId, emergencyAccessId }) =>
    [
      basis + (article === null ? '' : ` (${article})`),
      ...(consentId === null ? [] : [`toestemming ${consentId}`]),
      ...(emergencyAccessId === null ? [] : [`noodtoegang ${emergencyAccessId}`]),
    ].join(', '),
  );
  return markup`${sentence([...new Set(words)].join('; '))}`;
}

function sentence(words: string, end = '.'): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${end}`;
}
