const vi = {
  open: 'Sắp xếp trang',
  title: 'Sắp xếp trang',
  note: 'Tệp gốc giữ nguyên; bản chính là tệp mới theo thứ tự ở đây. Phím: ← → chọn trang, Alt ← → đổi chỗ, R xoay, Delete bỏ trang, Ctrl Z hoàn tác.',
  sheets: 'Các trang theo thứ tự mới',
  sheet: (at: number, page: number) => (at === page ? `Trang ${page}` : `Trang ${at}, trước là trang ${page}`),
  blank: 'Trắng',
  before: 'Lên trước',
  after: 'Xuống sau',
  turn: 'Xoay',
  drop: 'Bỏ trang',
  undo: 'Hoàn tác',
  dropBlank: (count: number) => `Bỏ ${count} trang trắng`,
  bothSides: 'Ghép mặt trước, mặt sau',
  bothSidesNote: 'Máy quét đã quét hết mặt trước rồi tới mặt sau từ tờ cuối',
  use: 'Dùng thứ tự này',
  cancel: 'Thôi',
};

const en: typeof vi = {
  open: 'Order the pages',
  title: 'Order the pages',
  note: 'The file that came stays as it is; the document becomes a new file in this order. Keys: ← → choose a page, Alt ← → move it, R turn it, Delete drop it, Ctrl Z undo.',
  sheets: 'The pages in their new order',
  sheet: (at, page) => (at === page ? `Page ${page}` : `Page ${at}, was page ${page}`),
  blank: 'Blank',
  before: 'Move up',
  after: 'Move down',
  turn: 'Turn',
  drop: 'Drop',
  undo: 'Undo',
  dropBlank: (count) => `Drop ${count} blank ${count === 1 ? 'page' : 'pages'}`,
  bothSides: 'Sort fronts and backs',
  bothSidesNote: 'The scanner took all fronts first, then the backs from the last sheet on',
  use: 'Use this order',
  cancel: 'Leave it',
};

export const pagesText = { vi, en };
