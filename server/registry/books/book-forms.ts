import type { RegisterKind } from '../registers/series.ts';

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

/** The registers of documents (Phụ lục IV mục I, III) in their ten columns. */
export const forms: Readonly<Record<RegisterKind, BookForm>> = {
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
};
