/** What is said of each of its events. */
export const events = {
  vi: {
    'state-secret-erased': 'Xoá tệp tải lên có dấu độ mật',
    'mail-proposed': 'Thư điện tử đề nghị tiếp nhận',
    'mail-not-taken': 'Thư trong hộp thư không nhận được',
    'mailbox-set': 'Đặt hộp thư của cơ quan',
    'mail-registered': 'Đăng ký văn bản đến từ thư điện tử',
    'mail-refused': 'Không tiếp nhận thư điện tử',
    'mail-viewed': 'Xem thư điện tử đến',
    'mail-downloaded': 'Tải tệp của thư điện tử đến',
  },
  en: {
    'state-secret-erased': 'A sent file with a mark of secrecy was erased',
    'mail-proposed': 'A mail proposed to be taken in',
    'mail-not-taken': 'A message of the mailbox was not taken in',
    'mailbox-set': 'The mailbox of the agency was set',
    'mail-registered': 'Registered from a mail',
    'mail-refused': 'A mail refused',
    'mail-viewed': 'A mail seen',
    'mail-downloaded': 'A file of a mail downloaded',
  },
};

/** What is said of its work for later. */
export const work = {
  vi: { 'read-scan': 'Nhận dạng chữ bản quét', 'collect-mails': 'Nhận thư từ hộp thư' },
  en: { 'read-scan': 'Recognising the text of a scan', 'collect-mails': 'Looking into the mailbox' },
};

/** What its events may change of what pages show. */
export const reaches = {
  'state-secret-erased': 'nothing',
  'mail-viewed': 'nothing',
  'mail-downloaded': 'nothing',
} as const;
