import type { RefusalReason } from '../../../server/exchange/deliveries/contract.ts';
import { useText } from '../../text/language.ts';

/** Why a document is not taken in, as senders and recipients both read it. */
export const refusalReasonText: Readonly<Record<'vi' | 'en', Readonly<Record<RefusalReason, string>>>> = {
  vi: {
    'wrong-recipient': 'Gửi nhầm nơi nhận',
    'not-competent': 'Không thuộc thẩm quyền',
    'signature-not-valid': 'Chữ ký số không hợp lệ',
    incomplete: 'Thiếu phụ lục, thành phần',
    unreadable: 'Tệp không đọc được',
    duplicate: 'Đã nhận trước đó',
    malware: 'Tệp có mã độc',
    'link-unknown': 'Không có văn bản được dẫn chiếu',
    other: 'Lý do khác',
  },
  en: {
    'wrong-recipient': 'Sent to the wrong agency',
    'not-competent': 'Not within its competence',
    'signature-not-valid': 'Signature not valid',
    incomplete: 'Parts are missing',
    unreadable: 'The file cannot be read',
    duplicate: 'Received before',
    malware: 'A file is harmful',
    'link-unknown': 'What it refers to is unknown there',
    other: 'Another reason',
  },
};

/** Says why a document was not taken in: the kind of reason, and the words of whoever refused it where they say more. */
export function useRefusalWords(): (code: RefusalReason | null, reason: string | null) => string {
  const kinds = useText(refusalReasonText);
  return (code, reason) => refusalWords(code === null || code === 'other' ? '' : kinds[code], reason ?? '');
}

/** Both in one line, each thing once. */
export function refusalWords(kind: string, reason: string): string {
  const says = reason.trim();
  if (kind === '' || says.toLocaleLowerCase('vi').startsWith(kind.toLocaleLowerCase('vi'))) return says;
  return says === '' ? kind : `${kind}. ${says}`;
}
