/** Who keeps a copy of an outgoing document – *bản lưu*: the clerks and the unit that drafted it (NĐ 30/2020 Điều 19.1). */
export function keptBy(unitSymbol: string | undefined): string {
  return ['VT', unitSymbol].filter(Boolean).join(', ');
}
