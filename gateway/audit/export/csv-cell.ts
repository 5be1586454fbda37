/** What a spreadsheet would take for a formula, or for the end of a cell. */
const formula = /^[\s\p{C}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

/**
 * A text as a cell of CSV. What a spreadsheet would take for a formula is given an apostrophe, by which it is text. Source: RFC
 * 4180; OWASP, CSV injection.
 */
export function csvCell(value: string): string {
  const text = formula.test(value) ? `'${value}` : value;
  return /[",;\r\n']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
