import type { AuditEvent } from '../../server/audit/event.ts';
import type { Language } from './language.ts';

type Type = AuditEvent['type'];

const vi: Readonly<Record<Type, string>> = {
  'demo-seeded': 'Dựng dữ liệu minh hoạ',
  'agency-created': 'Thêm cơ quan',
  'unit-created': 'Thêm đơn vị',
  'person-created': 'Thêm người',
  'person-disabled': 'Khoá tài khoản',
  'person-enabled': 'Mở tài khoản',
  'password-reset': 'Cấp lại mật khẩu',
  'password-changed': 'Đổi mật khẩu',
  'signature-image-set': 'Đặt ảnh chữ ký',
  'seal-image-set': 'Đặt ảnh dấu',
  'certificate-enrolled': 'Ghi nhận chứng thư',
  'certificate-trusted': 'Thêm vào danh sách tin cậy',
  'signed-in': 'Đăng nhập',
  'signed-out': 'Đăng xuất',
  'signed-out-everywhere': 'Đăng xuất mọi nơi',
  'sign-in-refused': 'Đăng nhập không thành',
  'position-created': 'Thêm vị trí công tác',
  'position-ended': 'Kết thúc vị trí công tác',
  'position-chosen': 'Chọn vị trí công tác',
  'register-opened': 'Mở sổ',
  'document-registered': 'Đăng ký văn bản đến',
  'document-verified': 'Kiểm tra chữ ký',
  'document-viewed': 'Xem văn bản',
  'document-downloaded': 'Tải tệp',
  'draft-created': 'Tạo dự thảo',
  'draft-changed': 'Sửa dự thảo',
  'draft-submitted': 'Trình ký',
  'draft-withdrawn': 'Rút dự thảo',
  'draft-returned': 'Trả lại dự thảo',
  'draft-prepared': 'Chuẩn bị xong trang ký',
  'draft-not-prepared': 'Không chuẩn bị được trang ký',
  'signature-begun': 'Mở phiên ký',
  'document-signed': 'Ký số',
  'document-numbered': 'Cấp số',
  'number-voided': 'Huỷ số',
  'document-sealed': 'Ký số cơ quan',
  'seal-failed': 'Chưa ký số cơ quan được',
  'document-issued': 'Phát hành',
  'document-presented': 'Trình lãnh đạo',
  'directive-given': 'Bút phê, chuyển xử lý',
  'assignment-started': 'Bắt đầu xử lý',
  'assignment-done': 'Hoàn thành phần việc',
  'document-handled': 'Hoàn thành xử lý',
  'delivery-created': 'Tạo gói gửi',
  'delivery-sent': 'Đã gửi',
  'delivery-failed': 'Gửi chưa được',
  'delivery-stuck': 'Ngừng gửi lại, cần người xử lý',
  'delivery-retried': 'Gửi lại',
  'receipt-recorded': 'Nhận biên nhận',
  'receipt-sent': 'Gửi biên nhận',
  'document-arrived': 'Văn bản đến qua liên thông',
  'arrival-verified': 'Kiểm tra chữ ký văn bản đến',
  'arrival-registered': 'Đăng ký từ liên thông',
  'arrival-returned': 'Từ chối tiếp nhận',
  'arrival-viewed': 'Xem văn bản mới đến',
  refused: 'Yêu cầu bị từ chối',
};

const en: typeof vi = {
  'demo-seeded': 'Demo data made',
  'agency-created': 'Agency added',
  'unit-created': 'Unit added',
  'person-created': 'Person added',
  'person-disabled': 'Account locked',
  'person-enabled': 'Account unlocked',
  'password-reset': 'New start password',
  'password-changed': 'Password changed',
  'signature-image-set': 'Signature picture set',
  'seal-image-set': 'Seal picture set',
  'certificate-enrolled': 'Certificate enrolled',
  'certificate-trusted': 'Certificate trusted',
  'signed-in': 'Signed in',
  'signed-out': 'Signed out',
  'signed-out-everywhere': 'Signed out everywhere',
  'sign-in-refused': 'Sign-in refused',
  'position-created': 'Position added',
  'position-ended': 'Position ended',
  'position-chosen': 'Position chosen',
  'register-opened': 'Register opened',
  'document-registered': 'Incoming document registered',
  'document-verified': 'Signatures verified',
  'document-viewed': 'Document viewed',
  'document-downloaded': 'File downloaded',
  'draft-created': 'Draft made',
  'draft-changed': 'Draft changed',
  'draft-submitted': 'Submitted for signature',
  'draft-withdrawn': 'Draft withdrawn',
  'draft-returned': 'Draft returned',
  'draft-prepared': 'Pages ready to sign',
  'draft-not-prepared': 'Pages could not be prepared',
  'signature-begun': 'Signing begun',
  'document-signed': 'Signed',
  'document-numbered': 'Numbered',
  'number-voided': 'Number voided',
  'document-sealed': 'Sealed by the agency',
  'seal-failed': 'Seal failed',
  'document-issued': 'Issued',
  'document-presented': 'Presented to a leader',
  'directive-given': 'Directive given',
  'assignment-started': 'Handling begun',
  'assignment-done': 'Assignment done',
  'document-handled': 'Handling done',
  'delivery-created': 'Delivery made',
  'delivery-sent': 'Sent',
  'delivery-failed': 'Sending failed',
  'delivery-stuck': 'Given up, a person must look',
  'delivery-retried': 'Sent again',
  'receipt-recorded': 'Receipt recorded',
  'receipt-sent': 'Receipt sent',
  'document-arrived': 'Arrived from another agency',
  'arrival-verified': 'Signatures of an arrival verified',
  'arrival-registered': 'Arrival registered',
  'arrival-returned': 'Arrival refused',
  'arrival-viewed': 'Arrival viewed',
  refused: 'Request refused',
};

/** What to say of each kind of event; a kind without words does not compile. */
export const eventWords = { vi, en };

const notes: Readonly<Record<Language, Readonly<Record<string, (value: string | number) => string>>>> = {
  vi: {
    number: (value) => `số ${value}`,
    notation: (value) => `ký hiệu ${value}`,
    code: (value) => receipts.vi[value] ?? `mã ${value}`,
    verdict: (value) => verdicts.vi[value] ?? String(value),
    recipients: (value) => `${value} nơi nhận`,
    reason: (value) => `lý do: ${value}`,
  },
  en: {
    number: (value) => `number ${value}`,
    notation: (value) => `notation ${value}`,
    code: (value) => receipts.en[value] ?? `code ${value}`,
    verdict: (value) => verdicts.en[value] ?? String(value),
    recipients: (value) => (value === 1 ? '1 recipient' : `${value} recipients`),
    reason: (value) => `reason: ${value}`,
  },
};

const receipts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  vi: {
    '01': '01 Đã đến',
    '02': '02 Từ chối tiếp nhận',
    '03': '03 Đã tiếp nhận',
    '04': '04 Phân công',
    '05': '05 Đang xử lý',
    '06': '06 Hoàn thành',
    '13': '13 Yêu cầu lấy lại',
    '15': '15 Đồng ý lấy lại',
    '16': '16 Từ chối lấy lại',
  },
  en: {
    '01': '01 Arrived',
    '02': '02 Refused',
    '03': '03 Accepted',
    '04': '04 Assigned',
    '05': '05 In progress',
    '06': '06 Done',
    '13': '13 Recall asked',
    '15': '15 Recall granted',
    '16': '16 Recall refused',
  },
};

const verdicts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  vi: { valid: 'Hợp lệ', unclear: 'Chưa rõ', invalid: 'Không hợp lệ', 'no-signature': 'Không có chữ ký số' },
  en: { valid: 'Valid', unclear: 'Unclear', invalid: 'Not valid', 'no-signature': 'Not digitally signed' },
};

/** What of a recorded event a person can read without knowing ids: numbers, codes and verdicts in words, reasons. */
export function eventNote(event: Readonly<Record<string, unknown>>, language: Language): string {
  return Object.entries(notes[language])
    .flatMap(([name, say]) => {
      const value = event[name];
      return typeof value === 'string' || typeof value === 'number' ? [say(value)] : [];
    })
    .join(' · ');
}
