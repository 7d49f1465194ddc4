import type { DomainError } from '../server/platform/errors.ts';

/** What a refusal of `vanban sign` says, and the exit code that a calling program can tell it by (docs/signatures.md). */
const refusals: Readonly<Record<string, readonly [exitCode: number, sentence: string]>> = {
  'bad-arguments': [2, ''],
  'file-not-readable': [2, ''],
  'file-not-writable': [2, ''],
  'pin-wrong': [3, 'Sai mã PIN của tệp khoá.'],
  'cipher-unknown': [4, 'Tệp khoá dùng thuật toán mã hoá mà hệ thống không biết.'],
  'not-pkcs12': [5, 'Tệp khoá không phải là tệp PKCS#12, hoặc không có khoá bí mật.'],
  'certificate-missing': [5, 'Tệp khoá không có chứng thư của khoá.'],
  'key-not-accepted': [5, 'Khoá không được chấp nhận: cần RSA từ 2048 bit, ECDSA P-256 hoặc P-384.'],
  'certificate-expired': [6, 'Chứng thư đã hết hạn.'],
  'certificate-not-yet-valid': [6, 'Chứng thư chưa có hiệu lực.'],
  'not-for-signing': [7, 'Chứng thư không dùng để ký văn bản.'],
  'certificate-revoked': [8, 'Chứng thư đã bị thu hồi.'],
  'pdf-encrypted': [9, 'Tệp PDF có mật khẩu; hãy lưu lại không có mật khẩu rồi ký.'],
  'pdf-unreadable': [9, 'Không đọc được tệp PDF.'],
  'field-missing': [9, 'Tệp không có ô chữ ký với tên này.'],
  'field-signed': [9, 'Ô chữ ký này đã được ký.'],
  'field-name-taken': [9, 'Không tạo được ô chữ ký với tên này.'],
  'already-signed': [9, 'Tệp đã có chữ ký; chỉ chữ ký đầu tiên được chứng nhận tệp.'],
  'file-certified': [9, 'Tệp đã được chứng nhận nên không thêm được chữ ký hiện trên trang; hãy ký không hiển thị.'],
  'file-final': [9, 'Người ký trước không cho thêm gì vào tệp.'],
  'places-overlap': [9, 'Chỗ của chữ ký đè lên một ô khác.'],
  'page-missing': [9, 'Tệp không có trang này.'],
  'signature-not-intact': [9, 'Tệp có chữ ký đã hỏng; không có gì để nâng mức.'],
  'timestamp-unavailable': [10, 'Không lấy được dấu thời gian.'],
  'revocation-data-missing': [10, 'Không biết chứng thư có bị thu hồi hay không; thêm --crls hoặc --ocsps.'],
  'issuer-missing': [10, 'Thiếu chứng thư của cơ quan cấp; thêm --certs.'],
};

export const exitCodeOf = ({ code }: DomainError): number => refusals[code]?.[0] ?? 1;

/** One sentence, with the particulars of the case behind it. */
export function sentenceOf({ code, message }: DomainError): string {
  const sentence = refusals[code]?.[1] ?? '';
  return sentence === '' ? message : `${sentence} (${message})`;
}
