import { fold } from '../../platform/text/fold.ts';
import { kindOf, type Recipient, type RecipientKind } from '../../registry/outgoing/recipients/recipient.ts';

/** The columns of a table of recipients, in their order, by what stands above each. */
export const columns = {
  kind: 'Loại',
  code: 'Mã định danh',
  name: 'Tên nơi nhận',
  unit: 'Đơn vị nhận',
  address: 'Địa chỉ',
  paperCopies: 'Số bản giấy',
  paperReason: 'Lý do gửi giấy',
} as const;

export type Column = keyof typeof columns;

const kindWords: Readonly<Record<RecipientKind, string>> = {
  agency: 'Cơ quan',
  organisation: 'Tổ chức',
  person: 'Cá nhân',
  unit: 'Đơn vị trong cơ quan',
};

/** The kind that a cell names, by its word here or in the API; nothing where it names none. */
export function kindNamed(cell: string): RecipientKind | undefined {
  const isMeant = ([kind, words]: readonly [string, string]) => fold(words) === fold(cell) || kind === fold(cell);
  return Object.entries(kindWords).find(isMeant)?.[0] as RecipientKind | undefined;
}

/**
 * Recipients as a table that spreadsheets open (RFC 4180, UTF-8 with a byte order mark, by which Excel knows it). A cell that a spreadsheet would
 * reckon begins with an apostrophe, which `plainCell` takes away.
 */
export function recipientTable(
  recipients: readonly (Recipient & { readonly codeShown?: string | undefined })[],
): string {
  const rows = recipients.map((recipient) => {
    const { code, codeShown, name, unit, address, paperCopies, paperReason } = recipient;
    const said = [codeShown ?? code, name, unit, address, paperCopies === 0 ? '' : String(paperCopies), paperReason];
    return [kindWords[kindOf(recipient)], ...said.map((one) => one ?? '')];
  });
  const lines = [Object.values(columns), ...rows].map((cells) => cells.map(cellOf).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

const reckoned = /^[=+\-@\t\r]/;

function cellOf(value: string): string {
  const safe = reckoned.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a cell says, without the apostrophe that keeps a spreadsheet from reckoning it. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && reckoned.test(cell.slice(1)) ? cell.slice(1) : cell;
}
