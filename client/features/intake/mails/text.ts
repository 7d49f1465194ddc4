import '../../../ui/documents/document-problems.ts';
import { sayProblems } from '../../../api/problem-text.ts';

const vi = {
  title: 'Thư đến',
  note: 'Thư điện tử đề nghị tiếp nhận; chưa là văn bản đến cho tới khi đăng ký',
  filter: 'Lọc thư đến',
  chips: { 'cho-xu-ly': 'Chờ xử lý', 'da-dang-ky': 'Đã đăng ký', 'da-tu-choi': 'Đã từ chối', 'tat-ca': 'Tất cả' },
  states: { proposed: 'Chờ xử lý', registered: 'Đã đăng ký', refused: 'Không tiếp nhận' },
  add: 'Thêm thư',
  sending: (name: string) => `Đang đọc ${name}`,
  notMail: 'Chỉ nhận tệp thư .eml hoặc .msg; văn bản khác đăng ký ở trang Văn bản đến.',
  empty: 'Không còn thư nào chờ xử lý',
  emptyNote: 'Thả tệp thư .eml, .msg vào đây, hoặc chọn Thêm thư; văn bản kèm theo được lấy ra để đăng ký.',
  emptyOther: 'Chưa có thư nào',
  loading: 'Đang tải thư đến',
  noSubject: 'Thư không có tiêu đề',
  erased: 'Thư có dấu độ mật, đã xoá',
  noSender: 'Không rõ người gửi',
  attachments: (count: number) => (count === 0 ? 'không kèm tệp' : `${count} tệp kèm`),
  open: 'Xem',
  register: 'Đăng ký',
  refuse: 'Không tiếp nhận',
  noPages: 'Thư không kèm tệp PDF',
  noPagesNote: 'Khi đăng ký, chọn tệp PDF của văn bản hoặc ghép các ảnh kèm theo thành PDF. Thư gốc vẫn lưu kèm.',
  from: 'Người gửi',
  to: 'Gửi tới',
  sentAt: 'Gửi lúc',
  arrivedAt: 'Nhận lúc',
  decideBy: 'Xử lý trước',
  files: 'Tệp kèm theo',
  inline: 'Ảnh trong nội dung thư',
  original: 'Thư gốc',
  words: 'Nội dung thư',
  noWords: 'Thư không có nội dung.',
  cut: 'Nội dung dài, phần sau chỉ có trong thư gốc.',
  within: (subject: string) => `trong thư kèm “${subject}”`,
  keptInMail: 'Vẫn nằm trong thư gốc.',
  smime: {
    signed:
      'Thư có chữ ký S/MIME của người gửi. Hệ thống không kiểm tra chữ ký của thư; chữ ký số trên văn bản kèm theo được kiểm tra khi đăng ký.',
    sealed:
      'Thư được mã hoá S/MIME, không mở được ở đây. Đề nghị người gửi gửi lại không mã hoá, hoặc gửi qua trục liên thông.',
  },
  decided: (by: string, at: string) => `${by}, ${at}`,
  refusal: { title: 'Không tiếp nhận', submit: 'Không tiếp nhận', cancel: 'Thôi', done: 'Đã ghi không tiếp nhận' },
  reasons: 'Loại lý do',
  reason: 'Nói thêm, người gửi đọc được',
  reasonHint: 'Được ghi vào nhật ký và đưa vào thư trả lời soạn sẵn.',
  kinds: {
    'not-competent': 'Không thuộc thẩm quyền',
    'wrong-recipient': 'Gửi nhầm nơi nhận',
    incomplete: 'Thiếu phụ lục, thành phần',
    unreadable: 'Tệp không mở được',
    'no-document': 'Không kèm văn bản',
    duplicate: 'Đã nhận trước đó',
    other: 'Lý do khác',
    'state-secret': 'Có dấu độ mật: tệp và nội dung đã xoá',
  },
  answer: {
    title: 'Thư trả lời soạn sẵn',
    note: 'Hệ thống không tự gửi thư. Chép nội dung, hoặc mở bằng chương trình thư của ông, bà.',
    copy: 'Chép',
    copied: 'Đã chép',
    mail: 'Mở chương trình thư',
  },
  document: 'Mở văn bản đến',
};

const en: typeof vi = {
  title: 'Mail',
  note: 'Mails proposed to be taken in; none is an incoming document until it is registered',
  filter: 'Filter mail',
  chips: { 'cho-xu-ly': 'Waiting', 'da-dang-ky': 'Registered', 'da-tu-choi': 'Refused', 'tat-ca': 'All' },
  states: { proposed: 'Waiting', registered: 'Registered', refused: 'Refused' },
  add: 'Add a mail',
  sending: (name: string) => `Reading ${name}`,
  notMail: 'Only mails (.eml, .msg) are taken here; register other documents under Incoming.',
  empty: 'No mail is waiting',
  emptyNote: 'Drop mails (.eml, .msg) here, or choose Add a mail; what they carry is taken out to be registered.',
  emptyOther: 'No mail yet',
  loading: 'Loading mail',
  noSubject: 'Mail without a subject',
  erased: 'The mail bore a degree of secrecy and was erased',
  noSender: 'Sender unknown',
  attachments: (count: number) => (count === 0 ? 'no file' : count === 1 ? '1 file' : `${count} files`),
  open: 'See',
  register: 'Register',
  refuse: 'Refuse',
  noPages: 'The mail carries no PDF',
  noPagesNote:
    'When you register it, choose the PDF of the document, or join its pictures to one. The mail itself is kept with it.',
  from: 'From',
  to: 'To',
  sentAt: 'Sent',
  arrivedAt: 'Came',
  decideBy: 'Decide by',
  files: 'Files',
  inline: 'Pictures in the text',
  original: 'The mail itself',
  words: 'Text',
  noWords: 'The mail has no text.',
  cut: 'It is long: the rest stands in the mail itself.',
  within: (subject: string) => `in the attached mail “${subject}”`,
  keptInMail: 'It stays within the mail.',
  smime: {
    signed:
      'Its sender has signed the mail (S/MIME). That signature is not checked here; those on the documents are, when they are registered.',
    sealed:
      'The mail is encrypted (S/MIME) and cannot be opened here. Ask for it unencrypted, or through the exchange.',
  },
  decided: (by: string, at: string) => `${by}, ${at}`,
  refusal: { title: 'Refuse', submit: 'Refuse', cancel: 'Cancel', done: 'Noted as refused' },
  reasons: 'Kind of reason',
  reason: 'More words, as its sender reads them',
  reasonHint: 'It stands in the log, and in the answer that is written for you.',
  kinds: {
    'not-competent': 'Not within our competence',
    'wrong-recipient': 'Sent to the wrong agency',
    incomplete: 'Parts are missing',
    unreadable: 'A file cannot be opened',
    'no-document': 'No document with it',
    duplicate: 'Received before',
    other: 'Another reason',
    'state-secret': 'It bore a degree of secrecy: file and text were erased',
  },
  answer: {
    title: 'An answer, written for you',
    note: 'The system sends no mail. Copy the text, or open it in your mail program.',
    copy: 'Copy',
    copied: 'Copied',
    mail: 'Open in the mail program',
  },
  document: 'Open the document',
};

export const mailsText = { vi, en };

sayProblems({
  vi: {
    'mail-unreadable': () => ({
      title: 'Không đọc được thư này',
      detail:
        'Tệp hỏng, hoặc không phải thư điện tử. Lưu lại từ chương trình thư dưới dạng .eml hoặc .msg rồi thử lại.',
    }),
    'mail-harmful': () => ({
      title: 'Thư có mã độc',
      detail: 'Máy quét phát hiện mã độc nên không nhận. Không mở tệp kèm; báo quản trị viên.',
    }),
    'mail-not-scanned': () => ({
      title: 'Chưa quét được mã độc',
      detail: 'Máy quét mã độc chưa trả lời nên chưa nhận thư. Thử lại sau ít phút; nếu vẫn vậy, báo quản trị viên.',
    }),
  },
  en: {
    'mail-unreadable': () => ({
      title: 'The mail cannot be read',
      detail: 'The file is damaged or no mail. Save it from the mail program as .eml or .msg, and try again.',
    }),
    'mail-harmful': () => ({
      title: 'The mail is harmful',
      detail: 'The scanner found malware in it, so it is not taken in. Open nothing of it; tell the administrator.',
    }),
    'mail-not-scanned': () => ({
      title: 'Not scanned for malware',
      detail:
        'The scanner does not answer, so the mail is not taken in. Try again in some minutes, or tell the administrator.',
    }),
  },
});
