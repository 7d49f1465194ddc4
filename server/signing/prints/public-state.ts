/** What is printed: a copy that is marked as such, or the signed file itself, for a paper original (NĐ 30/2020 Điều 18.5). */
export const printForms = ['marked', 'original'] as const;
export type PrintForm = (typeof printForms)[number];

/** How a document stands, as far as anybody may know who holds a printed copy. */
export const publicStates = ['in-force', 'not-issued', 'recalled', 'replaced', 'voided'] as const;
export type PublicState = (typeof publicStates)[number];

/** What a stranger is told of a document: nothing else. */
export interface PublicView {
  /** *Số, ký hiệu.* */
  readonly code: string;
  readonly issuedOn: string;
  readonly agency: string;
  readonly state: PublicState;
}
