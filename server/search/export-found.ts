import { recordView } from '../audit/record.ts';
import type { Actor } from '../platform/actor.ts';
import type { FileReply } from '../platform/api/contract.ts';
import { dayInVietnam, formatDay } from '../platform/calendar.ts';
import { madeReply } from '../platform/files/files.ts';
import { spreadsheet } from '../platform/render/spreadsheet.ts';
import { tableTypes } from '../platform/render/table-types.ts';
import type { Found, SearchSource } from '../platform/search.ts';
import { csvText } from '../platform/text/csv.ts';
import { MOST_EXPORTED } from './contract.ts';
import { type Asked, hitsOf, readBack } from './hits.ts';
import { sourcesInUse } from './sources-in-use.ts';

export interface ExportFound extends Pick<Asked, 'q' | 'kind' | 'from' | 'to'> {
  readonly format: keyof typeof tableTypes;
}

const columns = [
  { name: 'Loại', width: 16 },
  { name: 'Số, ký hiệu', width: 20 },
  { name: 'Ngày', width: 12 },
  { name: 'Trích yếu', width: 70 },
  { name: 'Nơi gửi, nơi nhận', width: 40 },
  { name: 'Trạng thái', width: 20 },
];

/**
 * What was found as a table for spreadsheets, the nearest two thousand documents in the order of the page; the same rights and refusals as
 * `findDocuments`. The log says that somebody took so many away, not what they looked for.
 */
export async function exportFound(actor: Actor, { format, ...asked }: ExportFound, now: Date): Promise<FileReply> {
  const sources = await sourcesInUse();
  const hits = await hitsOf(actor, { ...asked, inTexts: true, most: MOST_EXPORTED }, sources, now);
  const found = await readBack(actor, hits, sources);
  const rows = found.map((one) => ({ cells: cellsOf(one, sources), struck: one.isOver }));
  const table =
    format === 'csv'
      ? Buffer.from(csvText([columns.map(({ name }) => name), ...rows.map(({ cells }) => cells)]))
      : await spreadsheet({ name: 'Kết quả tìm', columns, rows });
  await recordView(actor, { type: 'found-documents-downloaded', documents: found.length, format });
  const name = `ket-qua-tim-${dayInVietnam(now)}.${format}`;
  return madeReply(table, { name, mediaType: tableTypes[format], disposition: 'attachment' });
}

function cellsOf({ kind, code, at, title, party, state }: Found, sources: readonly SearchSource[]): string[] {
  const words = sources.find((source) => source.kind === kind)?.words;
  const day = formatDay(dayInVietnam(at));
  return [capital(words?.kind[0]), code, day, title, party, capital(words?.states[state]?.[0])];
}

const capital = (words = ''): string => `${words.slice(0, 1).toLocaleUpperCase('vi')}${words.slice(1)}`;
