import type { Change, ChangeKind } from '../verification.ts';

/** How one language names what a later revision did. */
export interface ChangeTexts {
  readonly kinds: Readonly<Record<ChangeKind, string>>;
  /** Names of the fields this system prepares. */
  readonly fieldNames: Readonly<Record<string, string>>;
  readonly filled: (field: string, value: string) => string;
  readonly refilled: (field: string, before: string, value: string) => string;
  readonly page: (page: number) => string;
  readonly namely: (changes: string) => string;
}

export const vietnameseChanges: ChangeTexts = {
  kinds: {
    'field-filled': 'điền ô',
    'field-added': 'thêm ô',
    'field-removed': 'gỡ ô',
    'field-altered': 'sửa ô',
    'signature-added': 'thêm chữ ký ở ô',
    'signature-removed': 'gỡ chữ ký ở ô',
    'signature-altered': 'sửa ô đã ký',
    'timestamp-added': 'thêm dấu thời gian',
    'validation-data-added': 'thêm dữ liệu kiểm tra lâu dài',
    'validation-data-lost': 'bỏ bớt dữ liệu kiểm tra lâu dài',
    'metadata-changed': 'đổi thông tin mô tả tệp',
    'extensions-changed': 'đổi phiên bản tệp',
    'annotation-added': 'thêm ghi chú',
    'annotation-changed': 'sửa hoặc gỡ ghi chú',
    'page-changed': 'sửa trang',
    'document-changed': 'sửa cấu trúc văn bản',
    'object-freed': 'gỡ bỏ nội dung',
    'object-changed': 'thay nội dung',
    'structure-odd': 'cấu trúc bất thường',
  },
  fieldNames: { number: 'số', day: 'ngày', month: 'tháng', year: 'năm' },
  filled: (field, value) => `${field} được điền “${value}”`,
  refilled: (field, before, value) => `${field} từ “${before}” thành “${value}”`,
  page: (page) => `trang ${page}`,
  namely: (changes) => `Cụ thể: ${changes}.`,
};

export const englishChanges: ChangeTexts = {
  kinds: {
    'field-filled': 'field filled',
    'field-added': 'field added',
    'field-removed': 'field removed',
    'field-altered': 'field altered',
    'signature-added': 'signature added in the field',
    'signature-removed': 'signature removed from the field',
    'signature-altered': 'signed field altered',
    'timestamp-added': 'timestamp added',
    'validation-data-added': 'data for long-term verification added',
    'validation-data-lost': 'data for long-term verification taken away',
    'metadata-changed': 'description of the file changed',
    'extensions-changed': 'version of the file changed',
    'annotation-added': 'note added',
    'annotation-changed': 'note changed or removed',
    'page-changed': 'page changed',
    'document-changed': 'structure of the document changed',
    'object-freed': 'content taken away',
    'object-changed': 'content replaced',
    'structure-odd': 'odd structure',
  },
  fieldNames: { number: 'number', day: 'day', month: 'month', year: 'year' },
  filled: (field, value) => `${field} filled with “${value}”`,
  refilled: (field, before, value) => `${field} from “${before}” to “${value}”`,
  page: (page) => `page ${page}`,
  namely: (changes) => `Namely: ${changes}.`,
};

const mostNamed = 3;
const longestValue = 60;

/** One sentence that names the first three changes: which field, its old and new value, the page; empty when there are none. */
export function namedChanges(changes: readonly Change[], texts: ChangeTexts): string {
  const said = [...new Set(changes.map((change) => changeInWords(change, texts)))];
  if (said.length === 0) return '';
  return texts.namely([...said.slice(0, mostNamed), ...(said.length > mostNamed ? ['…'] : [])].join('; '));
}

/** One change in a few words, with the page where it is known. */
export function changeInWords({ kind, field, before, value, page }: Change, texts: ChangeTexts): string {
  const label = field === undefined ? '' : (texts.fieldNames[field] ?? `“${shown(field)}”`);
  const where = page === undefined ? '' : ` (${texts.page(page)})`;
  if (kind !== 'field-filled') return `${[texts.kinds[kind], label].filter(Boolean).join(' ')}${where}`;
  const what = before ? texts.refilled(label, shown(before), shown(value)) : texts.filled(label, shown(value));
  return `${what}${where}`;
}

/** The value of a field, which anybody may have written, fit to be quoted: one line, no control characters, cut at 60 letters. */
const shown = (text = ''): string => {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > longestValue ? `${line.slice(0, longestValue)}…` : line;
};
