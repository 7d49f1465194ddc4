import type { RegisterKind } from '../registers/series.ts';

/** A form of NĐ 30/2020 Phụ lục IV: what stands on its cover and above its columns. */
export interface BookForm {
  readonly cover: string;
  readonly columns: readonly string[];
  /** The printed form in `templates/`, and the name under which a file of it is kept. */
  readonly template: string;
  readonly fileName: string;
}

/** The registers of documents (Phụ lục IV mục I, III) in their ten columns. */
export const forms: Readonly<Record<RegisterKind, BookForm>> = {
  incoming: {
    cover: 'Sổ đăng ký văn bản đến',
    columns: [
      'Ngày đến',
      'Số đến',
      'Tác giả',
      'Số, ký hiệu văn bản',
      'Ngày tháng văn bản',
      'Tên loại và trích yếu nội dung văn bản',
      'Đơn vị hoặc người nhận',
      'Ngày chuyển',
      'Ký nhận',
      'Ghi chú',
    ],
    template: 'so-dang-ky-den',
    fileName: 'So-van-ban-den',
  },
  outgoing: {
    cover: 'Sổ đăng ký văn bản đi',
    columns: [
      'Số, ký hiệu văn bản',
      'Ngày tháng văn bản',
      'Tên loại và trích yếu nội dung văn bản',
      'Người ký',
      'Nơi nhận văn bản',
      'Đơn vị, người nhận bản lưu',
      'Số lượng bản',
      'Ngày chuyển',
      'Ký nhận',
      'Ghi chú',
    ],
    template: 'so-dang-ky-di',
    fileName: 'So-van-ban-di',
  },
};
