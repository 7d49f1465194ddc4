/** What is said of each of its events. */
export const events = {
  vi: {
    'document-presented': 'Trình lãnh đạo',
    'directive-given': 'Bút phê, chuyển xử lý',
    'document-signed-for': 'Ký nhận văn bản',
    'assignment-started': 'Bắt đầu xử lý',
    'assignment-done': 'Hoàn thành phần việc',
    'document-handled': 'Hoàn thành xử lý',
  },
  en: {
    'document-presented': 'Presented to a leader',
    'directive-given': 'Directive given',
    'document-signed-for': 'Document signed for',
    'assignment-started': 'Handling begun',
    'assignment-done': 'Assignment done',
    'document-handled': 'Handling done',
  },
};

/** What its events may change of what pages show. */
export const reaches = {
  'document-presented': 'its-document',
  'directive-given': 'its-document',
  'document-signed-for': 'its-document',
  'assignment-started': 'its-document',
  'assignment-done': 'its-document',
  'document-handled': 'its-document',
} as const;
