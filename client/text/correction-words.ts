import { dayText } from './format.ts';
import type { Language } from './language.ts';

const fields: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  vi: {
    typeName: 'tên loại',
    issuer: 'cơ quan ban hành',
    subject: 'trích yếu',
    signer: 'người ký',
    priority: 'độ khẩn',
    dueOn: 'hạn xử lý',
    replyBy: 'hạn trả lời',
    language: 'ngôn ngữ',
    pageAmount: 'số trang',
    toPlaces: 'nơi nhận',
    description: 'ghi chú',
  },
  en: {
    typeName: 'type',
    issuer: 'issued by',
    subject: 'subject',
    signer: 'signed by',
    priority: 'urgency',
    dueOn: 'due on',
    replyBy: 'reply by',
    language: 'language',
    pageAmount: 'pages',
    toPlaces: 'recipients',
    description: 'note',
  },
};

const nothing: Readonly<Record<Language, string>> = { vi: 'để trống', en: 'empty' };

const priorities: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Thường', 'Khẩn', 'Thượng khẩn', 'Hoả tốc'],
  en: ['Normal', 'Urgent', 'Very urgent', 'At once'],
};

/** What a correction changed, before and after in words; undefined for any other event. */
export function correctionNote(
  { field, before, after }: Readonly<Record<string, unknown>>,
  language: Language,
): string | undefined {
  if (typeof field !== 'string' || typeof before !== 'string' || typeof after !== 'string') return undefined;
  const said = (value: string): string => {
    if (value === '') return nothing[language];
    if (field === 'priority') return priorities[language][Number(value)] ?? value;
    return field === 'dueOn' || field === 'replyBy' ? dayText(value) : `“${value}”`;
  };
  return `${fields[language][field] ?? field}: ${said(before)} → ${said(after)}`;
}
