import type { Basis } from './register.ts';

const bases: Readonly<Record<Basis, string>> = {
  LEGAL_TASK: 'wettelijke taak',
  CONSENT: 'toestemming',
  VITAL_INTEREST: 'vitaal belang',
};

/** A basis and its article in Dutch: `toestemming (Wmo 2015 art. 5.1.1 lid 4)`. */
export function basisText({ basis, article }: { basis: Basis; article: string }): string {
  return `${bases[basis]} (${article})`;
}

/** Rows as text with columns of one width, the last one as long as it is. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
