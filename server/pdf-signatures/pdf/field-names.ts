/* On their own, because the verifier reads them without loading a writer of PDFs. */

/** Text fields that the clerk's numbering fills (*số, ngày, tháng, năm*). */
export const textFieldNames = ['number', 'day', 'month', 'year'] as const;
export type TextFieldName = (typeof textFieldNames)[number];

/** Signature fields of a prepared document: initial (*ký nháy*), leader (*người ký*), agency seal (*dấu*). */
export const signatureFieldNames = ['initial', 'leader', 'seal'] as const;
export type SignatureFieldName = (typeof signatureFieldNames)[number];

/** Whether a field is one of those that numbering fills. */
export const isFilledByNumbering = (field: string): boolean => textFieldNames.some((known) => known === field);

/** Which fields a signature locks for good (FieldMDP, ISO 32000-2 §12.8.2.4): those named, or all but those named. */
export interface FieldLock {
  readonly action: 'include' | 'exclude';
  readonly fields: readonly string[];
}

/** What the fields of document timestamps are called, with a number behind. */
export const timestampField = 'Timestamp';

/** Document timestamps come when a proof of time is renewed (PAdES B-LTA), every few years: more than a document ever gets. */
const timestampFields = Array.from({ length: 30 }, (_, index) => `${timestampField}${index + 1}`);

/**
 * After the leader has signed nothing is open any more but number, date and the agency's seal (*chỉ còn điền được số, ngày và ký số cơ
 * quan*), and what proves the time. A lock of all but some fields holds for fields that are added later, as EU DSS reads it.
 */
export const leaderLock: FieldLock = { action: 'exclude', fields: [...textFieldNames, 'seal', ...timestampFields] };

/** Who initials first leaves the leader's field open as well. */
export const initialLock: FieldLock = { action: 'exclude', fields: [...leaderLock.fields, 'leader'] };

/** The seal closes what the clerk has filled in. */
export const sealLock = (filled: readonly string[]): FieldLock => ({ action: 'include', fields: filled });
