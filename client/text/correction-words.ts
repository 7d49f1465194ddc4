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
    name: 'tên',
    symbol: 'chữ viết tắt',
    place: 'địa danh',
    parentName: 'cơ quan chủ quản',
    oldCode: 'mã cũ',
    username: 'tên đăng nhập',
    fullName: 'họ và tên',
    phone: 'điện thoại',
    email: 'thư điện tử',
    unit: 'đơn vị',
    title: 'chức vụ',
    capacity: 'dòng chức vụ trên văn bản',
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
    name: 'name',
    symbol: 'abbreviation',
    place: 'place',
    parentName: 'agency above it',
    oldCode: 'old code',
    username: 'user name',
    fullName: 'full name',
    phone: 'phone',
    email: 'e-mail',
    unit: 'unit',
    title: 'title',
    capacity: 'lines above the name on documents',
  },
};

const nothing: Readonly<Record<Language, string>> = { vi: 'để trống', en: 'empty' };

const priorities: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Thường', 'Khẩn', 'Thượng khẩn', 'Hoả tốc'],
  en: ['Normal', 'Urgent', 'Very urgent', 'At once'],
};

type Unread = Readonly<Record<string, unknown>>;

/** What a correction changed or is asked to change, field by field, before and after in words; nothing for any other event. */
export function correctionNotes(event: Unread, language: Language): string[] {
  const corrected: readonly Unread[] = Array.isArray(event.changed) ? event.changed : [event];
  return corrected.flatMap((one) => correctionNote(one, language) ?? []);
}

function correctionNote({ field, before, after }: Unread, language: Language): string | undefined {
  if (typeof field !== 'string' || typeof before !== 'string' || typeof after !== 'string') return undefined;
  const said = (value: string): string => {
    if (value === '') return nothing[language];
    if (field === 'priority') return priorities[language][Number(value)] ?? value;
    return field === 'dueOn' || field === 'replyBy' ? dayText(value) : `“${value}”`;
  };
  return `${fields[language][field] ?? field}: ${said(before)} → ${said(after)}`;
}
