import writeWorkbook from 'write-excel-file/node';
import type { Sheet } from './spreadsheet.ts';

/** Runs in the worker process: a sheet as a workbook, its head in sight while one scrolls. */
export async function writeSheet({ name, columns, rows }: Sheet): Promise<Uint8Array> {
  const shown = { alignVertical: 'top', wrap: true } as const;
  const head = columns.map((column) => ({ ...cellOf(column.name), ...shown, fontWeight: 'bold' as const }));
  const lines = rows.map(({ cells, struck }) => {
    const look = struck ? { ...shown, textDecoration: { strikethrough: true } } : shown;
    return cells.map((value) => ({ ...cellOf(value), ...look }));
  });
  const bytes = await writeWorkbook([head, ...lines], {
    sheet: name,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    orientation: 'landscape',
  }).toBuffer();
  return new Uint8Array(bytes);
}

function cellOf(value: string | number) {
  return typeof value === 'number' ? { type: Number, value } : { type: String, value };
}
