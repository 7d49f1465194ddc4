import { correctionNotes } from './correction-words.ts';
import { dayText } from './format.ts';
import { workWord } from './happenings.ts';
import type { Language } from './language.ts';
import { reasonWords } from './reason-words.ts';

const notes: Readonly<Record<Language, Readonly<Record<string, (value: string | number) => string>>>> = {
  vi: {
    number: (value) => `số ${value}`,
    first: (value) => `từ số ${value}`,
    last: (value) => `đến số ${value}`,
    begins: (value) => `bắt đầu từ số ${value}`,
    notation: (value) => `ký hiệu ${value}`,
    answer: (value) => String(value),
    answers: (value) => `trả lời ${value}`,
    code: (value) => receipts.vi[value] ?? `mã ${value}`,
    verdict: (value) => verdicts.vi[value] ?? String(value),
    recipients: (value) => `${value} nơi nhận`,
    print: (value) => things.vi[value] ?? String(value),
    copies: (value) => `${value} bản`,
    work: (value) => workWord(String(value), 'vi'),
    purpose: (value) => things.vi[value] ?? String(value),
    kind: (value) => things.vi[value] ?? String(value),
    title: (value) => String(value),
    year: (value) => `năm ${value}`,
    from: (value) => `từ ngày ${dayText(String(value))}`,
    to: (value) => `đến ngày ${dayText(String(value))}`,
    place: (value) => things.vi[value] ?? String(value),
    key: (value) => things.vi[value] ?? String(value),
    certificate: (value) => `chứng thư ${value}`,
    endpoint: (value) => String(value),
    senderCode: (value) => `nơi gửi ${value}`,
    reason: (value) => `lý do: ${reasonWords(String(value), 'vi')}`,
  },
  en: {
    number: (value) => `number ${value}`,
    first: (value) => `from number ${value}`,
    last: (value) => `to number ${value}`,
    begins: (value) => `begins with number ${value}`,
    notation: (value) => `notation ${value}`,
    answer: (value) => String(value),
    answers: (value) => `answers ${value}`,
    code: (value) => receipts.en[value] ?? `code ${value}`,
    verdict: (value) => verdicts.en[value] ?? String(value),
    recipients: (value) => (value === 1 ? '1 recipient' : `${value} recipients`),
    print: (value) => things.en[value] ?? String(value),
    copies: (value) => (value === 1 ? '1 copy' : `${value} copies`),
    work: (value) => workWord(String(value), 'en'),
    purpose: (value) => things.en[value] ?? String(value),
    kind: (value) => things.en[value] ?? String(value),
    title: (value) => String(value),
    year: (value) => `year ${value}`,
    from: (value) => `from ${dayText(String(value))}`,
    to: (value) => `to ${dayText(String(value))}`,
    place: (value) => things.en[value] ?? String(value),
    key: (value) => things.en[value] ?? String(value),
    certificate: (value) => `certificate ${value}`,
    endpoint: (value) => String(value),
    senderCode: (value) => `from ${value}`,
    reason: (value) => `reason: ${reasonWords(String(value), 'en')}`,
  },
};

/** What acts of administration are about, where it has no name of its own. */
const things: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  vi: {
    seal: 'con dấu',
    system: 'hệ thống',
    anchor: 'chứng thư gốc',
    intermediate: 'chứng thư trung gian',
    'timestamp-authority': 'dấu thời gian',
    incoming: 'sổ văn bản đến',
    outgoing: 'sổ văn bản đi',
    storage: 'kho tệp',
    keys: 'thư mục khoá',
    database: 'cơ sở dữ liệu',
    ledger: 'khoá của sổ cái',
    heads: 'khoá ký nhật ký',
    marked: 'bản in có đánh dấu',
    original: 'tệp đã ký, để làm bản giấy',
  },
  en: {
    seal: 'seal',
    system: 'system key',
    anchor: 'root',
    intermediate: 'intermediate',
    'timestamp-authority': 'timestamps',
    incoming: 'register of incoming documents',
    outgoing: 'register of outgoing documents',
    storage: 'stored files',
    keys: 'folder of keys',
    database: 'database',
    ledger: 'key of the ledger',
    heads: 'key of the logs',
    marked: 'marked copy',
    original: 'signed file, for a paper original',
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
  vi: {
    valid: 'Hợp lệ',
    filled: 'Hợp lệ, có điền thêm sau khi ký',
    unclear: 'Chưa rõ',
    invalid: 'Không hợp lệ',
    'no-signature': 'Không có chữ ký số',
  },
  en: {
    valid: 'Valid',
    filled: 'Valid, filled in after signing',
    unclear: 'Unclear',
    invalid: 'Not valid',
    'no-signature': 'Not digitally signed',
  },
};

/** So much of a fingerprint as commands that name a certificate take. */
const FINGERPRINT = 10;

/** What of a recorded event a person can read without knowing ids: numbers, codes and verdicts in words, certificates, reasons. */
export function eventNote(recorded: Readonly<Record<string, unknown>>, language: Language): string {
  const { certificateSha256, documentId } = recorded;
  // The certificate of a signature stands with the document; an act on a certificate is about nothing else.
  const isAboutIt = typeof certificateSha256 === 'string' && documentId === undefined;
  const event = isAboutIt ? { ...recorded, certificate: certificateSha256.slice(0, FINGERPRINT) } : recorded;
  const said = Object.entries(notes[language]).flatMap(([name, say]) => {
    const value = event[name];
    return typeof value === 'string' || typeof value === 'number' ? [say(value)] : [];
  });
  return [...correctionNotes(recorded, language), ...said].join(' · ');
}
