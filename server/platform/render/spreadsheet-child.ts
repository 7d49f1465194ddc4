import writeWorkbook from 'write-excel-file/node';
import type { Sheet } from './spreadsheet.ts';

/** Runs in the worker process: a sheet as a workbook, its head in sight while one scrolls. */
export async function writeSheet({ name, columns, rows }: Sheet): Promise<Uint8Array> {
  const shown = { type: String, alignVertical: 'top', wrap: true } as const;
  const head = columns.map((column) => ({ ...shown, value: column.name, fontWeight: 'bold' as const }));
  const lines = rows.map(({ cells, struck }) => {
    const cell = struck ? { ...shown, textDecoration: { strikethrough: true } } : shown;
    return cells.map((value) => ({ ...cell, value }));
  });
  const bytes = await writeWorkbook([head, ...lines], {
    sheet: name,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    orientation: 'landscape',
  }).toBuffer();
  return new Uint8Array(bytes);
}
