import type { Change, LineBasis, Opening, RegisterDiff } from './register-diff.ts';
import { basisText, columns } from './register-words.ts';

const fields = {
  name: 'naam',
  purpose: 'doel',
  article: 'taak',
  controller: 'verantwoordelijke',
  emergency: 'noodtoegang',
} as const;

/** What a change of the register does, for a person to read, in Dutch. */
export function registerDiffText(diff: RegisterDiff): string {
  const { from, to, opens, closes, changes, versionMissed } = diff;
  const parts = [
    `Verwerkingsregister: van versie ${from} naar ${to}`,
    ...part('Gaat open', opens.map(openingRow)),
    ...part('Gaat dicht', closes.map(openingRow)),
    ...part('Verandert', changes.map(changeRow)),
    ...(opens.length + closes.length + changes.length === 0 ? ['Er verandert niets.'] : []),
    ...(versionMissed
      ? [`LET OP: de versie is nog ${to}. Verhoog haar, anders is in het log niet te zien welk register gold.`]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function part(title: string, rows: readonly string[][]): string[] {
  if (rows.length === 0) return [];
  return [[`${title} (${rows.length})`, ...columns(rows).map((line) => `  ${line}`)].join('\n')];
}

function openingRow(opening: Opening): string[] {
  switch (opening.what) {
    case 'category':
      return [opening.activity, opening.source, opening.category, basisText(opening)];
    case 'performer':
      return [opening.activity, 'uitgevoerd door', opening.performer, 'alles wat deze activiteit mag zien'];
    case 'partners':
      return [opening.activity, 'contactpersonen', 'van partners', 'zonder dat het over een cliënt gaat'];
    case 'requests':
      return [opening.activity, 'verzoeken', 'aan de eigen organisatie', 'van wie ze doet en over wie ze gaan'];
  }
}

function changeRow(change: Change): string[] {
  if (change.what === 'category') {
    const { activity, source, category, before, after } = change;
    return [activity, source, category, basisChange(before, after)];
  }
  const { activity, what, before, after } = change;
  return [activity, fields[what], '', `${before} → ${after}`];
}

function basisChange(before: LineBasis, after: LineBasis): string {
  const [was, is] = [basisText(before), basisText(after)];
  if (was !== is) return `${was} → ${is}${consentChange(before, after)}`;
  return `${is}, voorwaarde: ${before.note ?? 'geen'} → ${after.note ?? 'geen'}`;
}

function consentChange(before: LineBasis, after: LineBasis): string {
  if (before.basis === after.basis) return '';
  if (before.basis === 'CONSENT') return '; RUIMER: geen toestemming meer nodig';
  return after.basis === 'CONSENT' ? '; krapper: voortaan alleen met toestemming' : '';
}
