/** A row of a table in text, with the line of the file it begins at. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a table as spreadsheets write it (RFC 4180; commas, or the semicolons of Vietnamese Excel). Empty lines are left out.
 * A quote that is never closed takes the rest, so the row it began in shows the fault.
 */
export function parseCsv(text: string): CsvRow[] {
  const plain = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const separator = separatorOf(plain.slice(0, plain.indexOf('\n') + 1 || plain.length));
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let first = 1;
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.some((one) => one !== '')) rows.push({ line: first, cells });
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
  return header.split(';').length > header.split(',').length ? ';' : ',';
}
