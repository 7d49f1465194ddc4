import { recordView } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import type { ReportFormat } from '../contract.ts';
import type { Period } from '../period.ts';
import { readPostBook } from './read-post-book.ts';
import { tableFile } from './table-file.ts';

/** The columns of the form, NĐ 30/2020 Phụ lục IV. */
const columns = [
  { name: 'Ngày chuyển', width: 12 },
  { name: 'Số, ký hiệu văn bản', width: 20 },
  { name: 'Nơi nhận văn bản', width: 50 },
  { name: 'Số lượng bì', width: 10 },
  { name: 'Ký nhận và dấu bưu điện', width: 26 },
  { name: 'Ghi chú', width: 30 },
];

/** The book of what went by post as a file, to be stamped there and bound; the log says who took it. Refuses as `readPostBook` does. */
export async function takePostBook(
  actor: Actor,
  asked: Period & { readonly format: ReportFormat },
): Promise<FileReply> {
  const { rows } = await readPostBook(actor, asked);
  const table = {
    template: 'so-gui-buu-dien',
    title: 'Sổ gửi văn bản đi bưu điện',
    fileName: 'So-gui-buu-dien',
    note: `Gồm ${rows.length} dòng, mỗi nơi nhận một bì.`,
    columns,
    rows: rows.map(({ cells }) => cells),
  };
  const file = await tableFile(actor, table, asked);
  await recordView(actor, { type: 'post-book-downloaded', ...asked });
  return file;
}
