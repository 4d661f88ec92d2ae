/** Text that spreadsheets open: RFC 4180. */

/** What a spreadsheet would run as a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[=+\-@\t\r]/;

/** Rows of fields as the text of a file. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(fieldOf).join(",")}\r\n`).join("");
}

/** A signed number, which every spreadsheet takes for what it is. */
const signed = /^[+-][\d.,]+%?$/;

/** A text that no spreadsheet takes for a formula. */
export function harmless(text: string): string {
  return formula.test(text) && !signed.test(text) ? `'${text}` : text;
}

/** Numbers are written as they are: a negative one is no formula. */
function fieldOf(value: string | number): string {
  if (typeof value === "number") return `${value}`;
  const text = harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
