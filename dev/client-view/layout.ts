/** Width of the text, in characters. */
const width = 112;
const labelWidth = 18;

/** Breaks text into lines of at most `room` characters, at spaces; amounts have a space that does not break. */
export function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \n]+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** `Label             text`, further lines below the text. Nothing for no texts. */
export function field(label: string, texts: readonly string[]): string[] {
  const lines = texts.flatMap((text) => wrap(text, width - labelWidth - 2));
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(labelWidth)}${line}`);
}

/** As `field`, for lines that are already as they should be. */
export function block(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(labelWidth)}${line}`);
}

/** A heading with a rule as wide as the text. */
export function heading(text: string, rule: '═' | '─' = '─'): string[] {
  return ['', text, rule.repeat(width)];
}

/** Columns as wide as their widest cell; those named by index to the right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const room = widths[column] ?? 0;
        return right.includes(column) ? cell.padStart(room) : cell.padEnd(room);
      })
      .join('  ')
      .trimEnd(),
  );
}
