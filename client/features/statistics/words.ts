/** What is said of each of its events. */
export const events = {
  vi: {
    'report-downloaded': 'In, tải báo cáo giải quyết văn bản',
    'post-book-downloaded': 'In, tải sổ gửi văn bản đi bưu điện',
  },
  en: {
    'report-downloaded': 'Report of handling printed or taken',
    'post-book-downloaded': 'Book of what went by post printed or taken',
  },
};

/** What its events may change of what pages show. */
export const reaches = { 'report-downloaded': 'nothing', 'post-book-downloaded': 'nothing' } as const;
