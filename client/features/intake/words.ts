/** What is said of each of its events. */
export const events = {
  vi: { 'state-secret-erased': 'Xoá tệp tải lên có dấu độ mật' },
  en: { 'state-secret-erased': 'A sent file with a mark of secrecy was erased' },
};

/** What is said of its work for later. */
export const work = {
  vi: { 'read-scan': 'Nhận dạng chữ bản quét' },
  en: { 'read-scan': 'Recognising the text of a scan' },
};

/** What its events may change of what pages show. */
export const reaches = {
  'state-secret-erased': 'nothing',
} as const;
