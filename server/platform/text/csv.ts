/** A row of a table in text, with the line of the file it begins at. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote begins in it that is never closed: all that follows is in its last cell. */
  readonly unclosed?: true;
}

/**
 * The rows of a table as spreadsheets write it (RFC 4180; commas, the semicolons of Vietnamese Excel, or tabs; any line ends). Empty
 * lines are left out, and so is the line by which Excel names the separator.
 */
export function parseCsv(text: string): CsvRow[] {
  const plain = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/^sep=.\n/, '\n');
  const separator = separatorOf(/[^\n]+/.exec(plain)?.[0] ?? '');
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let first = 1;
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.some((one) => one !== '')) rows.push({ line: first, cells, ...(quoted && { unclosed: true }) });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain.charAt(at);
    if (sign === '\n') line += 1;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (plain.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (sign === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (sign === '\n') {
      endRow();
      first = line;
    } else cell += sign;
  }
  endRow();
  return rows;
}

function separatorOf(header: string): string {
  const count = (separator: string): number => header.split(separator).length;
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

/** What a spreadsheet would reckon instead of showing it: some read the wide signs of East Asian keyboards like the narrow ones. */
const reckoned = /^[=+\-@＝＋－＠\t\r\n]/;
/** The same within a cell, where a spreadsheet that cuts at semicolons or tabs, as Vietnamese Excel does, begins another one; a dash of a list is none. */
const BEGINS_INSIDE = '(?=[=+@＝＋＠]|[-－](?! ))';
const reckonedInside = new RegExp(`(?<=[;\\t\\r\\n])${BEGINS_INSIDE}`, 'g');
const guardedInside = new RegExp(`(?<=[;\\t\\r\\n])'${BEGINS_INSIDE}`, 'g');

/**
 * Rows as a table that spreadsheets open (RFC 4180, UTF-8 with a byte order mark, by which Excel knows it). A cell that a spreadsheet would
 * reckon begins with an apostrophe (OWASP, CSV injection), and so does what would within it where it is cut at other signs; `plainCell` takes them away.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
}

function csvCell(value: string): string {
  const safe = `${reckoned.test(value) ? "'" : ''}${value.replaceAll(reckonedInside, "'")}`;
  return /[",\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a cell says, without the apostrophes that keep a spreadsheet from reckoning it. */
export function plainCell(cell: string): string {
  const said = cell.replaceAll(guardedInside, '');
  return said.startsWith("'") && reckoned.test(said.slice(1)) ? said.slice(1) : said;
}
