import type { CommandContext } from '../server/platform/start/command.ts';
import type { TableProblem } from './named-table.ts';

/** What came of an import: how many lines can be read, what is wrong with others, whether they were kept. */
export interface Imported {
  readonly rows: number;
  readonly problems: readonly TableProblem[];
  readonly kept: boolean;
}

interface Saying extends Pick<CommandContext, 'print'> {
  readonly json: boolean;
}

/** Says what came of an import, every fault with its line, and gives the exit code; with a table behind it that goes to standard output. */
export function sayImport(done: Imported, { json, print }: Saying): number {
  const { rows, problems, kept } = done;
  if (json) print(JSON.stringify(done));
  else {
    const inOrder = problems.toSorted((one, other) => one.line - other.line);
    for (const { line, column, detail } of inOrder) console.error(`  dòng ${line}, ${column}: ${detail}`);
    console.error(saidOf(rows, problems.length, kept));
  }
  return problems.length === 0 && rows > 0 ? 0 : 1;
}

function saidOf(rows: number, faults: number, kept: boolean): string {
  if (faults > 0) return `✗ ${faults} chỗ sai; chưa nhập dòng nào.`;
  if (rows === 0) return '✗ Tệp không có dòng nào.';
  return kept ? `Đã nhập ${rows} dòng.` : `Kiểm tra xong, nhập được ${rows} dòng.`;
}
