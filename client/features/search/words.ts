/** What is said of saved searches, and of what was found and taken away, in the log. */
export const events = {
  vi: {
    'search-saved': 'Lưu tìm kiếm',
    'search-ended': 'Bỏ tìm kiếm đã lưu',
    'found-documents-downloaded': 'Tải kết quả tìm',
  },
  en: {
    'search-saved': 'Search saved',
    'search-ended': 'Saved search ended',
    'found-documents-downloaded': 'Found documents taken as a table',
  },
};

export const reaches = {
  'search-saved': 'nothing',
  'search-ended': 'nothing',
  'found-documents-downloaded': 'nothing',
} as const;
