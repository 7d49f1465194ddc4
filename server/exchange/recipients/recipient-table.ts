import { csvText } from '../../platform/text/csv.ts';
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

/** Recipients as a table that spreadsheets open. */
export function recipientTable(
  recipients: readonly (Recipient & { readonly codeShown?: string | undefined })[],
): string {
  const rows = recipients.map((recipient) => {
    const { code, codeShown, name, unit, address, paperCopies, paperReason } = recipient;
    const said = [codeShown ?? code, name, unit, address, paperCopies === 0 ? '' : String(paperCopies), paperReason];
    return [kindWords[kindOf(recipient)], ...said.map((one) => one ?? '')];
  });
  return csvText([Object.values(columns), ...rows]);
}
