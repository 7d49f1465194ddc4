import { sayProblems } from '../../../api/problem-text.ts';

const vi = {
  title: 'Hộp thư cơ quan',
  note: 'Thư gửi tới hộp thư này tự hiện ở Thư đến, mỗi phút một lần. Thư vẫn nằm trong hộp thư.',
  loading: 'Đang tải',
  address: 'Địa chỉ thư',
  host: 'Máy chủ IMAP',
  port: 'Cổng',
  security: 'Kết nối',
  securities: { tls: 'TLS (thường là cổng 993)', starttls: 'STARTTLS (thường là cổng 143)' },
  username: 'Tài khoản',
  password: 'Mật khẩu',
  passwordKept: 'Để trống: giữ mật khẩu đang dùng. Đổi máy chủ hoặc tài khoản thì phải nhập lại.',
  passwordNote: 'Được niêm kín bằng khoá ngoài cơ sở dữ liệu, không hiện lại ở đâu.',
  folder: 'Thư mục',
  after: 'Sau khi nhận',
  afters: { leave: 'Để nguyên', mark: 'Đánh dấu đã đọc', move: 'Chuyển sang thư mục khác' },
  moveTo: 'Chuyển tới thư mục',
  active: 'Tự nhận thư từ hộp thư này',
  save: 'Lưu',
  saved: 'Đã lưu; hệ thống đang xem hộp thư',
  state: 'Tình trạng',
  off: 'Đang tắt',
  never: 'Chưa xem lần nào',
  looked: (at: string) => `Xem lần cuối ${at}`,
  taken: (count: number) => `Đã nhận ${count} thư`,
  fault: (at: string) => `Không xem được hộp thư từ ${at}`,
  notTaken: 'Thư không nhận được',
  notTakenNote: 'Vẫn nằm trong hộp thư; mở bằng chương trình thư để xem.',
  message: (uid: number, at: string) => `Thư số ${uid}, ${at}`,
};

const en: typeof vi = {
  title: 'Mailbox of the agency',
  note: 'Messages that come to this mailbox appear under Mail, once a minute. They stay in the mailbox.',
  loading: 'Loading',
  address: 'Address',
  host: 'IMAP server',
  port: 'Port',
  security: 'Connection',
  securities: { tls: 'TLS (mostly port 993)', starttls: 'STARTTLS (mostly port 143)' },
  username: 'Account',
  password: 'Password',
  passwordKept: 'Leave it empty to keep the one in use. Another server or account needs it again.',
  passwordNote: 'It is sealed with a key outside the database, and shown nowhere.',
  folder: 'Folder',
  after: 'Once taken in',
  afters: { leave: 'Leave it as it is', mark: 'Mark it as read', move: 'Move it to another folder' },
  moveTo: 'Move to the folder',
  active: 'Look into this mailbox',
  save: 'Save',
  saved: 'Saved; the mailbox is being looked into',
  state: 'How it goes',
  off: 'Turned off',
  never: 'Not looked into yet',
  looked: (at: string) => `Last looked into ${at}`,
  taken: (count: number) => (count === 1 ? '1 message taken in' : `${count} messages taken in`),
  fault: (at: string) => `It cannot be looked into since ${at}`,
  notTaken: 'Messages not taken in',
  notTakenNote: 'They are still in the mailbox: open them with a mail program.',
  message: (uid: number, at: string) => `Message ${uid}, ${at}`,
};

export const mailboxText = { vi, en };

sayProblems({
  vi: {
    'mailbox-password-missing': () => ({
      title: 'Cần mật khẩu của tài khoản này',
      detail: 'Máy chủ hoặc tài khoản đã đổi; nhập mật khẩu của hộp thư.',
    }),
    'mailbox-refused': () => ({
      title: 'Máy chủ thư từ chối',
      detail: 'Tài khoản, mật khẩu hoặc thư mục không đúng. Sửa rồi lưu lại.',
    }),
    'mailbox-away': () => ({
      title: 'Máy chủ thư không trả lời',
      detail: 'Hệ thống tự thử lại mỗi phút. Kiểm tra tên máy chủ, cổng và chứng thư TLS của máy chủ thư.',
    }),
    'mailbox-forbidden': () => ({
      title: 'Máy chủ thư nằm trong mạng không được gọi tới',
      detail: 'Người vận hành máy chủ Vanban thêm mạng của máy chủ thư vào EXCHANGE_NETWORKS; hệ thống tự thử lại.',
    }),
    'mailbox-password-lost': () => ({
      title: 'Mật khẩu hộp thư không mở được',
      detail: 'Khoá trong KEYS_DIR không phải khoá đã niêm mật khẩu, chẳng hạn sau khi khôi phục. Nhập lại mật khẩu.',
    }),
  },
  en: {
    'mailbox-password-missing': () => ({
      title: 'The password of this account is needed',
      detail: 'Server or account is another one; give the password of the mailbox.',
    }),
    'mailbox-refused': () => ({
      title: 'The mail server refuses',
      detail: 'Account, password or folder is wrong. Correct it and save again.',
    }),
    'mailbox-away': () => ({
      title: 'The mail server does not answer',
      detail: 'It is tried again each minute. Look at its name, its port and its TLS certificate.',
    }),
    'mailbox-forbidden': () => ({
      title: 'The mail server lies in a network that is not allowed',
      detail: 'Whoever runs this server adds its network to EXCHANGE_NETWORKS; it is tried again by itself.',
    }),
    'mailbox-password-lost': () => ({
      title: 'The password of the mailbox cannot be opened',
      detail: 'The key in KEYS_DIR is not the one that sealed it, perhaps since a restore. Give the password again.',
    }),
  },
});
