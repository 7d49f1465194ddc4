import type { z } from 'zod';
import { DomainError } from '../server/platform/errors.ts';
import { parseCsv } from '../server/platform/text/csv.ts';
import { fold } from '../server/platform/text/fold.ts';
import { tableText } from '../server/platform/text/table-text.ts';

/** A fault of a table: the line of the file, the column as a person knows it, what is wrong. */
export interface TableProblem {
  readonly line: number;
  readonly column: string;
  readonly detail: string;
}

export interface ReadTable<T> {
  readonly rows: readonly (T & { readonly line: number })[];
  readonly problems: readonly TableProblem[];
}

const MOST_LINES = 1_000;

/**
 * Reads a table whose columns, in any order, bear the titles of `columns`; an empty cell counts as not given. Tells every fault with its
 * line; refuses a file that is no table of text, or longer than a thousand lines.
 */
export function readTable<S extends z.ZodRawShape>(
  bytes: Uint8Array,
  schema: z.ZodObject<S>,
  columns: Readonly<Record<keyof S & string, string>>,
): ReadTable<z.output<z.ZodObject<S>>> {
  const [header, ...lines] = parseCsv(tableText(bytes));
  if (lines.length > MOST_LINES) {
    throw new DomainError(
      'invalid',
      'too-many-lines',
      `Tệp có ${lines.length} dòng; mỗi lần nhập tối đa ${MOST_LINES}`,
    );
  }
  const fields = (header?.cells ?? []).map((cell) => nameOf(columns, cell));
  const problems: TableProblem[] = [];
  const headLine = header?.line ?? 1;
  fields.forEach((field, index) => {
    const column = header?.cells[index] ?? '';
    if (field === undefined) problems.push({ line: headLine, column, detail: 'không phải là cột của bảng này' });
    else if (fields.indexOf(field) !== index) problems.push({ line: headLine, column, detail: 'có hai lần' });
  });
  const needed = new Set(schema.safeParse({}).error?.issues.map(({ path }) => path[0]));
  for (const [field, column] of Object.entries<string>(columns)) {
    if (needed.has(field) && !fields.includes(field)) problems.push({ line: headLine, column, detail: 'thiếu cột' });
  }
  if (problems.length > 0) return { rows: [], problems };
  const rows = lines.flatMap(({ line, cells, unclosed }) => {
    if (unclosed) problems.push({ line, column: '', detail: 'dấu ngoặc kép mở mà không đóng' });
    if (cells.length > fields.length) problems.push({ line, column: '', detail: 'nhiều ô hơn số cột' });
    const given = Object.fromEntries(fields.flatMap((field, at) => (cells[at] ? [[field, cells[at]]] : [])));
    const read = schema.safeParse(given);
    if (read.success) return [{ ...read.data, line }];
    for (const { path } of read.error.issues) {
      const field = String(path[0]);
      const column = Object.entries<string>(columns).find(([name]) => name === field)?.[1] ?? field;
      const detail = given[field] === undefined ? 'còn trống' : `không hợp lệ: ${given[field]}`;
      if (!problems.some((one) => one.line === line && one.column === column)) problems.push({ line, column, detail });
    }
    return [];
  });
  return { rows, problems };
}

/** Marks and punctuation of a title are spelt as people like. */
const plain = (title: string): string =>
  fold(title)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

function nameOf(columns: Readonly<Record<string, string>>, cell: string): string | undefined {
  return Object.entries(columns).find(([, title]) => plain(title) === plain(cell))?.[0];
}

/** Faults of values that a table holds twice; the first one stands. */
export function repeated(
  rows: readonly { readonly line: number }[],
  values: readonly string[],
  column: string,
): TableProblem[] {
  return rows.flatMap(({ line }, at) => {
    const value = values[at] ?? '';
    return values.indexOf(value) === at ? [] : [{ line, column, detail: `có hai lần: ${value}` }];
  });
}
