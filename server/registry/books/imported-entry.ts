import { z } from 'zod';
import { code, day, line, prose } from '../../platform/api/schemas.ts';
import { formatDay } from '../../platform/calendar.ts';
import type { Row } from '../../platform/database/store.ts';
import { type CsvRow, parseCsv } from '../../platform/text/csv.ts';
import { fold } from '../../platform/text/fold.ts';
import { isMarkedSecret } from '../documents/state-secret.ts';
import { written } from '../registers/register.ts';
import type { RegisterKind } from '../registers/series.ts';

/** A line of an old register: what its book says, dated by the book, and when and by whom it was taken over — *nhập từ sổ cũ*. */
export interface ImportedEntry extends Row, BookLine {
  readonly agencyId: string;
  readonly registerId: string;
  readonly kind: RegisterKind;
  readonly year: number;
  readonly importedAt: Date;
  readonly importedBy: { readonly positionId: string; readonly name: string };
}

/** What a line of the book says, in the columns of NĐ 30/2020 Phụ lục IV. */
export interface BookLine {
  readonly number: number;
  /** The day of arrival or of issue, as the book gives it. */
  readonly date: string;
  /** *Số, ký hiệu* of the document. */
  readonly code: string;
  /** The incoming document’s own date. */
  readonly issuedOn: string | null;
  readonly subject: string;
  /** *Tác giả* of an incoming document, *nơi nhận* of an outgoing one. */
  readonly party: string;
  readonly signer: string | null;
  readonly note: string | null;
  /** The number was given and voided. */
  readonly voidReason: string | null;
}

/** A line that cannot be taken over: where it stands in the file, and why. */
export interface LineProblem {
  readonly line: number;
  readonly column: string;
  readonly code: string;
  readonly detail: string;
}

export interface ReadLine extends BookLine {
  readonly line: number;
}

/** Every column by its name without marks, and the field it fills; as on the printed register, in any order. */
const columns: Readonly<Record<RegisterKind, Readonly<Record<string, keyof BookLine>>>> = {
  incoming: {
    'so den': 'number',
    'ngay den': 'date',
    'tac gia': 'party',
    'so ky hieu': 'code',
    'ngay van ban': 'issuedOn',
    'ten loai va trich yeu': 'subject',
    'ghi chu': 'note',
    'ly do huy so': 'voidReason',
  },
  outgoing: {
    so: 'number',
    'ky hieu': 'code',
    'ngay van ban': 'date',
    'ten loai va trich yeu': 'subject',
    'nguoi ky': 'signer',
    'noi nhan': 'party',
    'ghi chu': 'note',
    'ly do huy so': 'voidReason',
  },
};
const needed: readonly (keyof BookLine)[] = ['number', 'date', 'subject', 'party'];

const writtenDay = z
  .string()
  .transform((text) => text.replace(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, isoOf))
  .pipe(day);
const optional = <T extends z.ZodType>(of: T) => z.union([z.literal('').transform(() => null), of]);
const fields = z.object({
  number: z
    .string()
    .regex(/^0*[1-9][0-9]{0,5}$/)
    .transform(Number),
  date: writtenDay,
  code: z.union([z.literal(''), code(60)]),
  issuedOn: optional(writtenDay),
  subject: line(600),
  party: line(1_000),
  signer: optional(line(100)),
  note: optional(prose(500)),
  voidReason: optional(line(500)),
});

function isoOf(_: string, date: string, month: string, year: string): string {
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** Reads a register from a table: every line that can be read, and every fault with its line and column. */
export function readBook(text: string, kind: RegisterKind): { lines: ReadLine[]; problems: LineProblem[] } {
  const [header, ...rows] = parseCsv(text);
  const names = (header?.cells ?? []).map((cell) =>
    fold(cell)
      .replaceAll(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
  const known = columns[kind];
  const problems: LineProblem[] = [];
  const fault = (column: string, code: string, detail: string) =>
    problems.push({ line: header?.line ?? 1, column, code, detail });
  names.forEach((name, index) => {
    if (known[name] === undefined) fault(header?.cells[index] ?? '', 'unknown-column', 'is no column of this register');
    else if (names.indexOf(name) !== index) fault(name, 'repeated-column', 'stands twice');
  });
  for (const [name, field] of Object.entries(known)) {
    const wanted = needed.includes(field) || (kind === 'outgoing' && field === 'code');
    if (wanted && !names.includes(name)) fault(name, 'missing-column', 'is missing');
  }
  if (problems.length > 0) return { lines: [], problems };
  const lines = rows.flatMap((row) => {
    const read = readLine(
      row,
      names.map((name) => known[name]),
      kind,
    );
    if (Array.isArray(read)) problems.push(...read);
    return Array.isArray(read) ? [] : [read];
  });
  return { lines, problems };
}

function readLine(
  row: CsvRow,
  names: readonly (keyof BookLine | undefined)[],
  kind: RegisterKind,
): ReadLine | LineProblem[] {
  const at = (column: string, code: string, detail: string): LineProblem => ({ line: row.line, column, code, detail });
  if (row.unclosed) return [at(String(names.at(-1)), 'quote-unclosed', 'a quote begins here that is never closed')];
  if (row.cells.slice(names.length).some((cell) => cell !== '')) {
    return [at(String(names.at(-1)), 'too-many-cells', `has ${row.cells.length} cells under ${names.length} columns`)];
  }
  const lost = names.filter((_, index) => isGarbledCell(row.cells[index] ?? ''));
  if (lost.length > 0) return lost.map((name) => at(String(name), 'lost-character', 'holds letters that were lost'));
  const empty = Object.fromEntries(Object.keys(fields.shape).map((name) => [name, '']));
  const given = Object.fromEntries(names.map((name, index) => [name, row.cells[index] ?? '']));
  const result = fields.safeParse({ ...empty, ...given });
  if (!result.success) {
    return result.error.issues.map((issue) => ({
      line: row.line,
      column: String(issue.path[0]),
      code: 'not-readable',
      detail: given[String(issue.path[0])] === '' ? 'is empty' : 'cannot be read',
    }));
  }
  const { number, code } = result.data;
  if (isMarkedSecret(result.data.subject)) {
    return [{ line: row.line, column: 'subject', code: 'state-secret', detail: 'begins with a degree of secrecy' }];
  }
  if (kind === 'outgoing' && code === '') {
    return [{ line: row.line, column: 'code', code: 'not-readable', detail: 'is empty' }];
  }
  // In the register of outgoing documents number and symbol are two columns.
  return { line: row.line, ...result.data, code: kind === 'outgoing' ? `${written(number)}/${code}` : code };
}

/** The sign for what could not be read, and the question mark that programs leave for letters they could not save: `Q?-UBND`. */
function isGarbledCell(cell: string): boolean {
  return /\ufffd|\p{L}\?[\p{L}-]/u.test(cell);
}

/** How far a historical register reaches already. */
export interface Reach {
  readonly year: number;
  readonly lastNumber: number;
  readonly lastDate: string | null;
}

/** What breaks the order of a book: a number that does not follow, a day before the one above it or outside the year. */
export function problemsOfOrder(lines: readonly ReadLine[], { year, lastNumber, lastDate }: Reach): LineProblem[] {
  let number = lastNumber;
  let date = lastDate ?? `${year}-01-01`;
  return lines.flatMap((one) => {
    const at = (column: string, code: string, detail: string): LineProblem => ({
      line: one.line,
      column,
      code,
      detail,
    });
    const found: LineProblem[] = [];
    if (one.number <= number) found.push(at('number', 'number-not-after', `does not follow ${number}`));
    if (!one.date.startsWith(`${year}-`)) found.push(at('date', 'other-year', `is no day of ${year}`));
    else if (one.date < date) found.push(at('date', 'day-before', `is before ${formatDay(date)} of the line above`));
    if (one.issuedOn !== null && one.issuedOn > one.date)
      found.push(at('issuedOn', 'date-out-of-range', 'is later than the arrival'));
    if (found.length === 0) ({ number, date } = one);
    return found;
  });
}
