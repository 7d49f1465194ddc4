import { notFound } from '../../platform/errors.ts';
import type { Register } from '../registers/register.ts';
import type { RegisterKind } from '../registers/series.ts';
import type { OtherForm } from './contract.ts';

/** A form of NĐ 30/2020 Phụ lục IV: what stands on its cover and above its columns. */
export interface BookForm {
  readonly cover: string;
  /** Widths are in letters, as spreadsheets count. */
  readonly columns: readonly { readonly name: string; readonly width: number }[];
  /** In which of them the number stands. */
  readonly numberColumn: number;
  /** The printed form in `templates/`, and the name under which a file of it is kept. */
  readonly template: string;
  readonly fileName: string;
}

/** What a register is shown and printed as: itself, or another form of incoming documents. */
export type FormName = RegisterKind | OtherForm;

/** The registers of documents in their ten columns, *sổ theo dõi giải quyết văn bản đến* in its seven, *sổ chuyển giao văn bản đến* in its five. */
export const forms: Readonly<Record<FormName, BookForm>> = {
  incoming: {
    cover: 'Sổ đăng ký văn bản đến',
    columns: [
      { name: 'Ngày đến', width: 12 },
      { name: 'Số đến', width: 8 },
      { name: 'Tác giả', width: 28 },
      { name: 'Số, ký hiệu văn bản', width: 20 },
      { name: 'Ngày tháng văn bản', width: 12 },
      { name: 'Tên loại và trích yếu nội dung văn bản', width: 60 },
      { name: 'Đơn vị hoặc người nhận', width: 28 },
      { name: 'Ngày chuyển', width: 12 },
      { name: 'Ký nhận', width: 12 },
      { name: 'Ghi chú', width: 30 },
    ],
    numberColumn: 1,
    template: 'so-dang-ky-den',
    fileName: 'So-van-ban-den',
  },
  outgoing: {
    cover: 'Sổ đăng ký văn bản đi',
    columns: [
      { name: 'Số, ký hiệu văn bản', width: 20 },
      { name: 'Ngày tháng văn bản', width: 12 },
      { name: 'Tên loại và trích yếu nội dung văn bản', width: 60 },
      { name: 'Người ký', width: 22 },
      { name: 'Nơi nhận văn bản', width: 40 },
      { name: 'Đơn vị, người nhận bản lưu', width: 16 },
      { name: 'Số lượng bản', width: 14 },
      { name: 'Ngày chuyển', width: 12 },
      { name: 'Ký nhận', width: 12 },
      { name: 'Ghi chú', width: 30 },
    ],
    numberColumn: 0,
    template: 'so-dang-ky-di',
    fileName: 'So-van-ban-di',
  },
  handling: {
    cover: 'Sổ theo dõi giải quyết văn bản đến',
    columns: [
      { name: 'Số đến', width: 8 },
      { name: 'Tên loại, số và ký hiệu, ngày tháng và tác giả văn bản', width: 50 },
      { name: 'Đơn vị hoặc người nhận', width: 40 },
      { name: 'Thời hạn giải quyết', width: 12 },
      { name: 'Tiến độ giải quyết', width: 24 },
      { name: 'Số, ký hiệu văn bản trả lời', width: 20 },
      { name: 'Ghi chú', width: 30 },
    ],
    numberColumn: 0,
    template: 'so-theo-doi-den',
    fileName: 'So-theo-doi-van-ban-den',
  },
  'handing-over': {
    cover: 'Sổ chuyển giao văn bản đến',
    columns: [
      { name: 'Ngày chuyển', width: 12 },
      { name: 'Số đến', width: 8 },
      { name: 'Đơn vị hoặc người nhận', width: 50 },
      { name: 'Ký nhận', width: 50 },
      { name: 'Ghi chú', width: 30 },
    ],
    numberColumn: 1,
    template: 'so-chuyen-giao',
    fileName: 'So-chuyen-giao-van-ban-den',
  },
};

/** The form in which a register is asked for; only a running register of incoming documents has another (404). */
export function formOf({ kind, historical }: Pick<Register, 'kind' | 'historical'>, asked?: OtherForm): FormName {
  if (asked === undefined) return kind;
  if (kind !== 'incoming' || historical) throw notFound();
  return asked;
}
