import type { AccessReport } from './access-report.ts';
import { dutchTime } from './dutch-time.ts';
import { type Markup, markup } from './markup.ts';
import { reportStyle } from './report-style.ts';
import { dayTables } from './report-tables.ts';
import { explanation, rights } from './report-words.ts';

/**
 * A report as a page of its own that can be read, printed and kept: for the client. Nothing is loaded and nothing runs.
 *
 * @param controllers who answers for the data
 */
export function reportHtml(report: AccessReport, controllers: readonly string[]): string {
  return markup`<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>Wie heeft uw gegevens bekeken?</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<h1>Wie heeft uw gegevens bekeken?</h1>
${introduction(report)}
${shown(report)}
${denied(report)}
${explanation}
${rights(controllers)}
</main>
</body>
</html>
`.text;
}

function introduction(report: AccessReport): Markup {
  const { truncated, madeAt } = report;
  const cutOff = markup`<p class="note"><strong>Let op:</strong> er is meer dan in één overzicht past. Hier staan de nieuwste
regels. Vraag om een kortere periode om de rest te zien.</p>`;
  return markup`<p>U vroeg wie uw gegevens heeft bekeken. Dat staat in dit overzicht. ${periodWords(report)}
Het overzicht is gemaakt op ${dutchTime.date(madeAt)} om ${dutchTime.time(madeAt)} uur.</p>
<p>Wie uw gegevens bekijkt, doet dat voor zijn of haar werk. U leest hier welke functie iemand heeft en bij welk team en welke
organisatie die persoon werkt. De naam van de medewerker staat er niet bij.</p>
${summary(report)}
${truncated ? cutOff : ''}`;
}

function shown({ lines }: AccessReport): Markup {
  const nothing = markup`<p>In deze periode heeft niemand via Korte Lijnen uw gegevens bekeken.</p>`;
  return markup`<h2>Wat is er bekeken?</h2>
${lines.length === 0 ? nothing : dayTables(lines, 'shown')}`;
}

function denied({ denied: lines }: AccessReport): Markup {
  if (lines.length === 0) return markup``;
  return markup`<h2>Wat is er niet gegeven?</h2>
<p>Soms vraagt iemand gegevens die diegene niet mag zien. Korte Lijnen geeft ze dan niet. Dat ziet u hieronder.</p>
${dayTables(lines, 'denied')}`;
}

function periodWords({ from, to }: AccessReport): Markup {
  if (!from && !to) return markup`Het gaat over alles wat er nu over u in ons logboek staat.`;
  const start = from ? markup` vanaf ${dutchTime.date(from.getTime())} ${dutchTime.time(from.getTime())} uur` : '';
  const end = to ? markup` tot ${dutchTime.date(to.getTime())} ${dutchTime.time(to.getTime())} uur` : '';
  return markup`Het gaat over de tijd${start}${end}.`;
}

function summary({ totals }: AccessReport): Markup {
  if (totals.records === 0) return markup``;
  return markup`<ul>
<li>${times(totals.released)} zijn er gegevens van u getoond.</li>
<li>${times(totals.denied)} zijn er gegevens gevraagd en niet gegeven.</li>
</ul>`;
}

function times(count: number): string {
  return `${count} keer`;
}
