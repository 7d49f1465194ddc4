import { sayProblems } from '../../api/problem-text.ts';
import '../../ui/forms/correction-problems.ts';

const vi = {
  title: 'Sửa thông tin đăng ký',
  note: 'Số đến, số và ký hiệu, ngày và tệp không sửa ở đây; sai những mục đó thì huỷ số. Nội dung trước và sau khi sửa nằm trong lịch sử.',
  noteFromSender:
    'Số, ký hiệu, ngày và tệp là của nơi gửi, không sửa ở đây; sai thì báo nơi gửi thu hồi hoặc gửi văn bản thay thế. Nội dung trước và sau khi sửa nằm trong lịch sử.',
  dueHint: 'Đổi hạn thì người đang giữ việc theo hạn của văn bản cũng có hạn mới.',
  reason: 'Lý do sửa',
  reasonHint: 'Ví dụ: gõ nhầm trích yếu so với bản giấy.',
  submit: 'Lưu sửa đổi',
  done: 'Đã sửa thông tin đăng ký',
  fields: {
    subject: 'Trích yếu',
    type: 'Tên loại',
    typeName: 'Tên loại khác',
    issuer: 'Cơ quan ban hành',
    signer: 'Người ký',
    signerPosition: 'Chức vụ ký',
    priority: 'Độ khẩn',
    dueOn: 'Hạn xử lý',
    pages: 'Số trang',
    language: 'Ngôn ngữ',
    toPlaces: 'Nơi nhận',
    description: 'Ghi chú',
  },
  priorities: ['Thường', 'Khẩn', 'Thượng khẩn', 'Hoả tốc'],
};

const en: typeof vi = {
  title: 'Correct what was registered',
  note: 'Incoming number, number and notation, dates and files are not corrected here; void the number when one of them is wrong. The history keeps what stood before.',
  noteFromSender:
    'Number and notation, dates and files are the sender’s and not corrected here; when one of them is wrong, ask the sender to recall or replace the document. The history keeps what stood before.',
  dueHint: 'Whoever has work by the term of the document gets the new one.',
  reason: 'Why it is corrected',
  reasonHint: 'For example: the subject was mistyped from the paper.',
  submit: 'Save the correction',
  done: 'What was registered is corrected',
  fields: {
    subject: 'Subject',
    type: 'Type',
    typeName: 'Other type',
    issuer: 'Issued by',
    signer: 'Signed by',
    signerPosition: 'Signed as',
    priority: 'Urgency',
    dueOn: 'Due on',
    pages: 'Pages',
    language: 'Language',
    toPlaces: 'Recipients',
    description: 'Note',
  },
  priorities: ['Normal', 'Urgent', 'Very urgent', 'At once'],
};

export const correctText = { vi, en };

sayProblems({
  vi: {
    'issuer-is-sender': () => ({
      title: 'Không đổi được cơ quan ban hành',
      detail: 'Văn bản đến qua liên thông, do chính cơ quan gửi ký; chỉ sửa các mục khác.',
    }),
  },
  en: {
    'issuer-is-sender': () => ({
      title: 'The issuer cannot be another',
      detail: 'The document came by exchange, signed by its sender; only the other fields can be corrected.',
    }),
  },
});
